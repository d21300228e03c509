package io.aman.security.alert;

import java.util.List;

/** Raises alerts. */
public interface Alerts {

    /**
     * Raises an alert, or counts towards the one that is open for the same; an occurrence that is told twice counts
     * once. A graver one than before is told again.
     */
    void raise(Occurrence occurrence);

    /** As the other one, of many in their order. */
    void raise(List<Occurrence> occurrences);

    /** Erases a person from all alerts. */
    void forget(String userId);
}
