package io.aman.notification.delivery;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/**
 * How far a message has come, declared by rank.
 *
 * <p>Statuses arrive unordered and more than once. Of what is said about one send the highest rank holds, so that any
 * order ends the same: what was reported as lost and then as delivered has been delivered. A message that was sent more
 * than once is as far as its best send.
 */
public enum DeliveryState {
    /** Waits, and was never sent as far as anybody knows. */
    QUEUED,
    /** Is being sent, or may have gone out. */
    SENDING,
    /** The provider has taken it. */
    SENT,
    /** The provider gave it up. */
    FAILED,
    /** The carrier gave it up. */
    UNDELIVERED,
    /** The recipient's side knows no such address. */
    BOUNCED,
    DELIVERED,
    READ,
    /** Was taken back before it was sent. */
    CANCELED;

    private static final Comparator<DeliveryState> BEST =
            Comparator.comparing((DeliveryState state) -> !state.isFailure()).thenComparing(Comparator.naturalOrder());

    /** The name in the store. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is none of that name */
    static DeliveryState of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    public boolean isFailure() {
        return this == FAILED || this == UNDELIVERED || this == BOUNCED;
    }

    /** Whether somebody else has answered for it. */
    boolean isSuccess() {
        return this == SENT || this == DELIVERED || this == READ;
    }

    /** Of two things said of one send, the one that holds. */
    static DeliveryState later(DeliveryState one, DeliveryState other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** How far a message is whose sends are so far; {@code QUEUED} for none. */
    static DeliveryState best(Collection<DeliveryState> sends) {
        return sends.stream().max(BEST).orElse(QUEUED);
    }

    /**
     * Where a message stands after something was said of its sends: a success counts whatever we believed, a failure only
     * where we try no more and every send of it failed.
     *
     * @param waiting whether it is still to be tried
     */
    static DeliveryState after(DeliveryState message, boolean waiting, Collection<DeliveryState> sends) {
        var best = best(sends);
        return best.isSuccess() || (best.isFailure() && !waiting && message != CANCELED) ? best : message;
    }
}
