package io.aman.notification.delivery;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The right to try a delivery once.
 *
 * @param attempt counted before the attempt is made, and never twice the same: it is the fencing token, without which
 *     nobody settles the delivery
 * @param tries how many of the attempts asked somebody, this one included: those that were held back do not count, nor
 *     those before an administrator had it sent anew
 * @param inDoubt how many attempts in a row before this one may have sent it, as far as anybody knows
 * @param askedLast who was asked last and may have sent it; null also for the first of the channel's providers
 * @param sends what is known of those who were asked
 * @param revision of what is known; a status raises it
 * @param leaseUntil when others may claim the delivery again
 * @param happenedAt when that happened which is told, or an administrator had it sent anew
 */
record Claim(
        Delivery delivery,
        int attempt,
        int tries,
        int inDoubt,
        @Nullable String askedLast,
        Map<String, Send> sends,
        @Nullable Integer revision,
        Instant leaseUntil,
        Instant happenedAt) {

    Claim {
        sends = Map.copyOf(sends);
    }

    /** The same, where an attempt that nobody reported back from is presumed to have asked {@code first}. */
    Claim presuming(@Nullable String first) {
        return inDoubt == 0 || askedLast != null
                ? this
                : new Claim(delivery, attempt, tries, inDoubt, first, sends, revision, leaseUntil, happenedAt);
    }
}
