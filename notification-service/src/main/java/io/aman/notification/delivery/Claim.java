package io.aman.notification.delivery;

import java.time.Instant;

/**
 * The right to try a delivery once.
 *
 * @param attempt counted before the attempt is made, and never twice the same: it is the fencing token, without which
 *     nobody settles the delivery
 * @param inDoubt how many attempts in a row before this one may have sent it, as far as anybody knows
 * @param leaseUntil when others may claim the delivery again
 */
record Claim(Delivery delivery, int attempt, int inDoubt, Instant leaseUntil) {}
