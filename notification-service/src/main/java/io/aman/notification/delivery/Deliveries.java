package io.aman.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The stored queue. Every method writes each document once. */
interface Deliveries {

    /** Adds a delivery that is due now, or when it says; changes nothing when there is one of that id already. */
    default void add(Delivery delivery, Instant now) {
        add(List.of(new Queued(delivery, now)), now);
    }

    /** The same of many. */
    void add(List<Queued> all, Instant now);

    /**
     * Takes back all of these keys that wait, and forgets their addresses and texts; what is being sent is left alone.
     *
     * @return how many
     */
    long cancel(Collection<String> cancelKeys, Instant now);

    /** Claims what has been due the longest: counts the attempt and hides it from others until the lease ends. */
    Optional<Claim> claim(Instant now, Duration lease);

    /** Notes who is asked next; returns as {@link #sent}. */
    boolean asking(Claim claim, String provider);

    /**
     * Settles it as sent and forgets address and text. A status that was faster stays.
     *
     * @return false when the claim has been overtaken by another, or the delivery is settled
     */
    boolean sent(Claim claim, Instant now, List<Send> sends);

    /** Gives it back to be tried at {@code next}; returns as {@link #sent}. */
    boolean deferred(Claim claim, Instant next, String reason, List<Send> sends);

    /** The same where the attempt may have sent it. */
    boolean deferredInDoubt(Claim claim, Instant next, String reason, List<Send> sends);

    /** Gives it back where nobody was asked: the attempt does not count. */
    boolean heldBack(Claim claim, Instant next, String reason);

    /** Settles it as failed and forgets address and text, which are of no use any more; returns as {@link #sent}. */
    boolean discarded(Claim claim, Instant now, String reason, List<Send> sends);

    /** Settles it as failed, text kept so that it can be sent anew; returns as {@link #sent}. */
    boolean failed(Claim claim, Instant now, DeliveryState how, String reason, List<Send> sends);

    /** Those that failed last, newest first. */
    List<FailedDelivery> lastFailed(int limit);

    /** Since when the oldest of those waits that are not settled. */
    Optional<Instant> oldestWaiting();
}
