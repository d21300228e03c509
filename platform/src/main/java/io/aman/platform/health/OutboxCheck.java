package io.aman.platform.health;

import io.aman.platform.outbox.OutboxBacklog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Whether events are published about as soon as they happen. */
final class OutboxCheck implements PartCheck {

    private static final int SAMPLE = 100;

    private final OutboxBacklog backlog;
    private final Duration degradedAfter;
    private final Clock clock;

    OutboxCheck(OutboxBacklog backlog, Duration degradedAfter, Clock clock) {
        this.backlog = backlog;
        this.degradedAfter = degradedAfter;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public Reading look() {
        var oldest = backlog.look(SAMPLE).stream()
                .flatMap(collection -> Stream.ofNullable(collection.oldest()))
                .min(Instant::compareTo);
        var waits = oldest.map(at -> Duration.between(at, clock.instant())).orElse(Duration.ZERO);
        return waits.compareTo(degradedAfter) > 0
                ? Reading.degraded("an event has been waiting for %d s".formatted(waits.toSeconds()))
                : Reading.up();
    }
}
