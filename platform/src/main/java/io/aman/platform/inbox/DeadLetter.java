package io.aman.platform.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed. Its data stay in the store; they are not shown.
 *
 * @param id where it lies: topic, partition and offset
 * @param topic the topic it came from
 * @param reason why, without the data
 * @param replayedBy who last asked to try it again
 */
record DeadLetter(
        String id,
        String topic,
        @Nullable String key,
        @Nullable String type,
        String reason,
        Instant parkedAt,
        @Nullable Instant replayedAt,
        @Nullable String replayedBy) {}
