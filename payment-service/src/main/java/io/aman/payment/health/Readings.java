package io.aman.payment.health;

import io.aman.platform.outbox.OutboxBacklog.Backlog;
import java.time.Duration;
import java.util.List;

/**
 * What the storage said.
 *
 * @param unresolved one more than are to be told where there are more
 * @param took from the first question to the last answer
 */
record Readings(List<Backlog> outbox, int unresolved, Duration took) {}
