package io.aman.security.reputation;

import io.aman.platform.health.PartCheck;
import io.aman.platform.health.Standing;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A list that its publisher has not confirmed for twice as long as it should is old. */
final class FeedsCheck implements PartCheck {

    private final FeedProperties properties;
    private final Feeds feeds;
    private final Clock clock;

    FeedsCheck(FeedProperties properties, Feeds feeds, Clock clock) {
        this.properties = properties;
        this.feeds = feeds;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "feeds";
    }

    @Override
    public Reading look() {
        Map<String, Standing> items = new TreeMap<>();
        properties.feeds().forEach((name, source) -> items.put(name, standing(name, source)));
        var old = items.entrySet().stream()
                .filter(item -> item.getValue() != Standing.UP)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return old.isEmpty()
                ? new Reading(Standing.UP, null, items)
                : new Reading(Standing.DEGRADED, "not confirmed lately: " + old, items);
    }

    private Standing standing(String name, FeedProperties.Source source) {
        var confirmedAt = feeds.state(name).confirmedAt();
        if (confirmedAt == null) {
            return Standing.DOWN;
        }
        return source.isOld(confirmedAt, clock.instant()) ? Standing.DEGRADED : Standing.UP;
    }
}
