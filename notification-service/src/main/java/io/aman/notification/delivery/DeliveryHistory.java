package io.aman.notification.delivery;

import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of deliveries, and what administrators do to them. */
interface DeliveryHistory {

    /**
     * Which ones; what is null does not narrow.
     *
     * @param from the earliest time at which it was asked for
     * @param to before this
     */
    record Selection(
            @Nullable DeliveryState state,
            @Nullable String type,
            @Nullable String channel,
            @Nullable String userId,
            Instant from,
            Instant to) {}

    /** How many of a type went through a channel and are so far. */
    record TypeCount(String type, String channel, DeliveryState state, long count) {}

    Optional<DeliveryRecord> find(String id);

    /** Newest first. */
    List<DeliveryRecord> page(Selection selection, @Nullable Cursor after, int limit);

    List<TypeCount> count(Instant from, Instant to);

    /** The delivery that a status is of. */
    Optional<DeliveryRecord> of(DeliveryStatus status);

    /**
     * Notes what a provider says; an unordered or repeated status ends the same.
     *
     * @return the delivery as it stands now; empty when it is of none that is known
     */
    Optional<DeliveryRecord> note(DeliveryStatus status, Instant now);

    /**
     * Sends one that failed anew: a chain of attempts of its own, and audited with it.
     *
     * @return false when it did not fail, its text is forgotten, or it is of no use any more
     */
    boolean resend(String id, String by, String reason, Instant now);

    /** Takes one back that waits; audited with it. Returns false when it does not wait. */
    boolean cancel(String id, String by, String reason, Instant now);

    /** Deletes up to {@code limit} that were settled before; returns how many. */
    long deleteSettledBefore(Instant before, int limit);

    /** Forgets address and text of up to {@code limit} that failed before; returns how many. */
    long forgetTextsFailedBefore(Instant before, int limit);
}
