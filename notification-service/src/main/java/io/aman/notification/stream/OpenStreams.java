package io.aman.notification.stream;

import io.aman.notification.inbox.Inbox;
import io.aman.notification.inbox.InboxNews;
import io.aman.platform.security.AccessToken;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of this instance. Whoever may have news is noted, and one worker after another reads the news of many at
 * once and tells each of their streams what it has not seen. What fails is noted again.
 */
final class OpenStreams implements Swept {

    private static final Logger log = LoggerFactory.getLogger(OpenStreams.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    /** As many people as are read of at once, and entries of each: what lies in memory for slow ones. */
    private static final int BATCH = 100;

    private static final int PORTION = 100;

    /** Spread, so that those of an instance that went away do not all come at once. */
    private static final int SHORTEST_RETRY_MILLIS = 1_000;

    private static final int LONGEST_RETRY_MILLIS = 4_000;

    private final Inbox inbox;
    private final StreamProperties properties;
    private final Supplier<ServerSentEvents> events;
    private final Clock clock;
    private final Counter dropped;
    private final Map<String, List<EventStream>> byUser = new ConcurrentHashMap<>();
    private final Set<String> due = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final SweptWorkers workers;

    OpenStreams(
            Inbox inbox,
            StreamProperties properties,
            Supplier<ServerSentEvents> events,
            Clock clock,
            MeterRegistry meters) {
        this.inbox = inbox;
        this.properties = properties;
        this.events = events;
        this.clock = clock;
        this.dropped = Counter.builder("aman.notification.streams.dropped")
                .description("Streams whose clients did not take what was sent")
                .register(meters);
        Gauge.builder("aman.notification.streams.open", open, AtomicInteger::get)
                .description("Streams of notifications that are open")
                .register(meters);
        this.workers = new SweptWorkers("streams", 1, SWEEP, this::sweep);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    /** Ends all: their clients come again, to another instance. */
    @Override
    public void stop() {
        byUser.values().forEach(streams -> streams.forEach(this::end));
        workers.stop();
    }

    /**
     * A place for one more stream, which is to be connected soon.
     *
     * @param seen as {@link EventStream}
     * @throws StreamError.TooManyOfPerson where they have as many as they may
     * @throws StreamError.TooManyOpen where there are as many as there may be
     */
    EventStream open(AccessToken token, long seen) {
        if (open.incrementAndGet() > properties.maxOpen()) {
            open.decrementAndGet();
            throw new StreamError.TooManyOpen();
        }
        var retry = Duration.ofMillis(ThreadLocalRandom.current().nextInt(SHORTEST_RETRY_MILLIS, LONGEST_RETRY_MILLIS));
        var stream = new EventStream(token.subject(), seen, clock.instant(), token.expiresAt(), retry, events);
        var isPlaced = new AtomicBoolean();
        byUser.compute(stream.userId(), (_, streams) -> {
            var all = streams == null ? new CopyOnWriteArrayList<EventStream>() : streams;
            if (all.size() < properties.maxOfPerson()) {
                all.add(stream);
                isPlaced.set(true);
            }
            return all;
        });
        if (!isPlaced.get()) {
            open.decrementAndGet();
            throw new StreamError.TooManyOfPerson(properties.maxOfPerson());
        }
        return stream;
    }

    /** From now on the stream is told what is new. */
    void connect(EventStream stream, Pipe pipe) {
        stream.connect(pipe);
        tell(stream.userId());
    }

    /** Whoever was sent something has taken it. */
    void taken(EventStream stream) {
        stream.taken();
        tell(stream.userId());
    }

    /** Its client is gone, or will be soon. */
    void end(EventStream stream) {
        byUser.computeIfPresent(stream.userId(), (_, streams) -> {
            if (streams.remove(stream)) {
                open.decrementAndGet();
            }
            return streams.isEmpty() ? null : streams;
        });
        stream.close();
    }

    /** There may be news for these. */
    void tell(Iterable<String> userIds) {
        var anybody = false;
        for (var userId : userIds) {
            anybody |= byUser.containsKey(userId) && due.add(userId);
        }
        if (anybody) {
            work();
        }
    }

    private void tell(String userId) {
        tell(List.of(userId));
    }

    /** There may be news for anybody. */
    void tellAll() {
        tell(byUser.keySet());
    }

    int size() {
        return open.get();
    }

    private void work() {
        if (telling.compareAndSet(false, true) && !workers.execute(this::tellDue)) {
            telling.set(false); // the sweep begins again
        }
    }

    private void tellDue() {
        var some = List.<String>of();
        try {
            while (!due.isEmpty()) {
                some = due.stream().limit(BATCH).toList();
                some.forEach(due::remove);
                tellNews(wanted(some));
            }
        } catch (RuntimeException e) {
            log.warn("News of {} inboxes wait for the next sweep: {}", some.size(), e.toString());
            due.addAll(some);
            return;
        } finally {
            telling.set(false);
        }
        if (!due.isEmpty()) { // somebody was noted since the loop ended
            work();
        }
    }

    /** From where on the streams of each want news; whoever has none that does is left out. */
    private Map<String, Long> wanted(List<String> userIds) {
        var wanted = new HashMap<String, Long>();
        for (var userId : userIds) {
            for (var stream : byUser.getOrDefault(userId, List.of())) {
                var from = stream.wants();
                if (from != null) {
                    wanted.merge(userId, from, Math::min);
                }
            }
        }
        return wanted;
    }

    private void tellNews(Map<String, Long> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        var news = inbox.news(wanted, PORTION);
        var now = clock.instant();
        wanted.keySet().forEach(userId -> {
            var told = news.getOrDefault(userId, InboxNews.NONE);
            var isMore = false;
            for (var stream : byUser.getOrDefault(userId, List.of())) {
                isMore |= stream.tell(told, properties.maxReplayed(), now);
            }
            if (isMore) {
                due.add(userId);
            }
        });
    }

    void sweep() {
        try {
            var now = clock.instant();
            byUser.values().forEach(streams -> streams.forEach(stream -> check(stream, now)));
        } catch (RuntimeException e) {
            log.error("Open streams could not be checked", e);
        }
        if (!due.isEmpty()) {
            work();
        }
    }

    private void check(EventStream stream, Instant now) {
        if (stream.isOver(now)) {
            end(stream);
        } else if (stream.isSlow(properties.slowAfter(), now)) {
            dropped.increment();
            end(stream);
        } else {
            stream.beat(properties.heartbeat(), now);
        }
    }
}
