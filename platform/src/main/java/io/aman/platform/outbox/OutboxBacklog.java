package io.aman.platform.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far publishing lies behind, for whoever watches over it. */
public final class OutboxBacklog {

    /**
     * What waits in one collection.
     *
     * @param documents how many documents have events to publish
     * @param isMore whether there are more than those looked at; {@code oldest} is then of a sample of them
     * @param oldest when the oldest event happened that waits; null when none does
     */
    public record Backlog(
            String collection,
            int documents,
            boolean isMore,
            @Nullable Instant oldest) {}

    private static final int SAMPLE = 100;

    private final OutboxStore store;
    private final List<OutboxCollection> collections;

    OutboxBacklog(OutboxStore store, List<OutboxCollection> collections) {
        this.store = store;
        this.collections = List.copyOf(collections);
    }

    /**
     * What waits now, by collection.
     *
     * @param atMost how many documents of a collection are looked at: what this costs, however much waits. The sample
     *     is in the order of event ids, which is none in time
     */
    public List<Backlog> look(int atMost) {
        return collections.stream()
                .map(collection -> look(collection.name(), atMost))
                .toList();
    }

    /** How long the oldest event of the first documents has waited; zero where none does. */
    Duration age(OutboxCollection collection, Instant now) {
        var oldest = look(collection.name(), SAMPLE).oldest();
        return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
    }

    private Backlog look(String collection, int atMost) {
        var times = store.oldest(collection, atMost + 1);
        var oldest = times.stream()
                .limit(atMost)
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
        return new Backlog(collection, Math.min(times.size(), atMost), times.size() > atMost, oldest);
    }
}
