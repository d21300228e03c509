package io.aman.security.reputation;

import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Published lists of addresses, held in memory. One instance fetches each when it is due, all take over what it kept; a
 * file that is broken, or has shrunk by more than half, does not replace the one before.
 */
final class Feeds implements Swept {

    private static final Logger log = LoggerFactory.getLogger(Feeds.class);
    private static final Duration TRY_AGAIN = Duration.ofMinutes(5);

    /** @param version of the file, as it is kept */
    private record Loaded(long version, AddressRanges ranges) {}

    private final FeedProperties properties;
    private final MongoFeeds kept;
    private final FeedClient client;
    private final FeedAlerts alerts;
    private final Clock clock;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private final SweptWorkers workers;

    Feeds(FeedProperties properties, MongoFeeds kept, FeedClient client, FeedAlerts alerts, Clock clock) {
        this.properties = properties;
        this.kept = kept;
        this.client = client;
        this.alerts = alerts;
        this.clock = clock;
        this.workers = new SweptWorkers("feeds", 1, properties.lookEvery(), this::refresh);
    }

    /** Fetches what is due and takes over what is new. */
    void refresh() {
        properties.feeds().forEach((name, source) -> {
            try {
                if (kept.claim(name, clock.instant(), source.every())) {
                    fetch(name, source, false);
                }
                load(name, source);
                alerts.look(name, source, kept.state(name).confirmedAt());
            } catch (RuntimeException e) { // a sweep must not throw
                log.warn("The list {} could not be looked after: {}", name, e.toString());
            }
        });
    }

    /** Takes over what the publisher says now, however much shorter it is; whether there is such a list. */
    boolean accept(String name) {
        var source = properties.feeds().get(name);
        if (source == null) {
            return false;
        }
        kept.claim(name, clock.instant(), source.every());
        fetch(name, source, true);
        load(name, source);
        return true;
    }

    private void fetch(String name, FeedProperties.Source source, boolean evenShrunk) {
        try {
            var before = kept.state(name);
            var fetched = client.fetch(source.url(), before.etag());
            if (fetched.isEmpty()) {
                kept.confirm(name, clock.instant());
                return;
            }
            var content = source.format().content(fetched.get().text());
            var entries = content.networks().size();
            if (content.flaw().isPresent()) {
                refuse(name, source, content.flaw().get());
            } else if (!evenShrunk && entries * 2L < before.entries()) {
                var why = "it shrank from " + before.entries() + " to " + entries;
                refuse(name, source, why);
                alerts.refused(name, "%d to %d".formatted(before.version(), entries), why);
            } else {
                kept.keep(name, fetched.get(), entries, clock.instant());
            }
        } catch (IOException e) {
            refuse(name, source, "not fetched: " + e.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(String name, FeedProperties.Source source, String why) {
        log.warn("The list {} stays as it was: {}", name, why);
        var pause = source.every().compareTo(TRY_AGAIN) < 0 ? source.every() : TRY_AGAIN;
        kept.refuse(name, why, clock.instant().plus(pause));
    }

    private void load(String name, FeedProperties.Source source) {
        var version = kept.state(name).version();
        var current = loaded.get(name);
        if (version == 0 || (current != null && current.version == version)) {
            return;
        }
        kept.text(name).ifPresent(text -> {
            var content = source.format().content(text);
            loaded.put(name, new Loaded(version, AddressRanges.of(content.networks())));
            log.info(
                    "The list {} is in use with {} entries",
                    name,
                    content.networks().size());
        });
    }

    /** The lists that an address is on. */
    Set<String> listsOf(Network.Point point) {
        var lists = new TreeSet<String>();
        if (!AddressRanges.NOT_PUBLIC.contains(point)) {
            loaded.forEach((name, list) -> {
                var source = properties.feeds().get(name);
                if (source != null && list.ranges.contains(point)) {
                    lists.add(source.list());
                }
            });
        }
        return lists;
    }

    MongoFeeds.State state(String name) {
        return kept.state(name);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
