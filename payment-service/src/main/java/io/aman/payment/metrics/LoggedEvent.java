package io.aman.payment.metrics;

import java.time.Instant;

/**
 * An event where it lies in the topic.
 *
 * @param id the same for the same change, also when it was published twice
 * @param partition where it lies
 * @param offset its place in the partition
 * @param at when it happened
 */
record LoggedEvent(String id, int partition, long offset, Instant at, Series series, Tally tally) {}
