package io.aman.notification.recipient;

/** A place where something is kept of people. */
public interface PersonalData {

    /** Removes all that is kept of that user; done again it does no harm. */
    void forget(String userId);
}
