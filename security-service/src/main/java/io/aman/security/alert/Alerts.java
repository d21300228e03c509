package io.aman.security.alert;

/** Raises alerts. */
public interface Alerts {

    /**
     * Raises an alert, or counts towards the one that is open for the same; an occurrence that is told twice counts
     * once. A graver one than before is told again.
     */
    void raise(Occurrence occurrence);

    /** Erases a person from all alerts. */
    void forget(String userId);
}
