package io.aman.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored queue. Every method is one write to one document. */
interface Deliveries {

    /** Adds a delivery that is due now, or when it says; changes nothing when there is one of that id already. */
    void add(Delivery delivery, Instant now);

    /**
     * Takes back all of that key that wait, and forgets their addresses and texts; what is being sent is left alone.
     *
     * @return how many
     */
    long cancel(String cancelKey, Instant now);

    /** Claims what has been due the longest: counts the attempt and hides it from others until the lease ends. */
    Optional<Claim> claim(Instant now, Duration lease);

    /**
     * Settles it as sent and forgets address and text.
     *
     * @return false when the claim has been overtaken by another, or the delivery is settled
     */
    boolean sent(Claim claim, Instant now);

    /** Gives it back to be tried at {@code next}; returns as {@link #sent}. */
    boolean deferred(Claim claim, Instant next, String reason);

    /** The same where the attempt may have sent it. */
    boolean deferredInDoubt(Claim claim, Instant next, String reason);

    /** Settles it as failed and forgets address and text, which are of no use any more; returns as {@link #sent}. */
    boolean discarded(Claim claim, Instant now, String reason);

    /** Settles it as failed, text kept; returns as {@link #sent}. */
    boolean failed(Claim claim, Instant now, String reason);

    /** Those that failed last, newest first. */
    List<FailedDelivery> lastFailed(int limit);

    /** Since when the oldest of those waits that are not settled. */
    Optional<Instant> oldestWaiting();
}
