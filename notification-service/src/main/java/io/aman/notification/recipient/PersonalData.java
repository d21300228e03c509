package io.aman.notification.recipient;

import io.aman.events.Actor;

/** A place where something is kept of people. */
public interface PersonalData {

    /**
     * Removes all that is kept of that user; done again it does no harm.
     *
     * @param by who had it done, for a trail that outlives it
     */
    void forget(String userId, Actor by);
}
