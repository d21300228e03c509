package io.aman.notification.delivery;

import java.time.Instant;
import java.util.Optional;

/** Keeps people from being flooded: never more than a count in any window, for a person, a channel and a category. */
interface RecipientLimits {

    /**
     * Takes a place in the window for a delivery; one that has a place keeps it, however often it is tried.
     *
     * @return when to ask again where there is none; empty when it may go
     */
    Optional<Instant> admit(Delivery delivery, Instant now);

    /** Drops the windows that were over before {@code now}. */
    void clean(Instant now);
}
