package io.aman.notification.delivery;

import java.time.Instant;

/**
 * A delivery that is to be queued.
 *
 * @param happenedAt when that happened which it tells of
 */
public record Queued(Delivery delivery, Instant happenedAt) {}
