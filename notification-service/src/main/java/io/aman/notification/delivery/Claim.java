package io.aman.notification.delivery;

import java.time.Instant;

/**
 * The right to try a delivery once.
 *
 * @param attempt counted before the attempt is made, and never twice the same: it is the fencing token, without which
 *     nobody settles the delivery
 * @param leaseUntil when others may claim the delivery again
 */
record Claim(Delivery delivery, int attempt, Instant leaseUntil) {}
