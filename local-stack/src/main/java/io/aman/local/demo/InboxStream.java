package io.aman.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody's inbox as it fills, followed as a browser would: when the connection ends it is opened again, from the last
 * event that came.
 */
public final class InboxStream implements AutoCloseable {

    private static final String PATH = "/api/notifications/stream";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * An event as it came.
     *
     * @param id the last one that was told, with this event or before it
     * @param name {@code notification}, {@code unread} or {@code reset}
     */
    public record Event(String id, String name, JsonNode data) {

        public boolean isEntry() {
            return name.equals("notification");
        }
    }

    private final Supplier<Api> server;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile @Nullable InputStream open;
    private volatile String lastId;
    private final AtomicInteger openings = new AtomicInteger();
    private volatile boolean closed;

    private InboxStream(Supplier<Api> server, String lastId) {
        this.server = server;
        this.lastId = lastId;
        this.reader = Thread.ofVirtual().unstarted(this::follow);
    }

    /** What comes once it has begun, which it has when this returns. */
    public static InboxStream fromNowOn(Supplier<Api> server) {
        var stream = after(server, "");
        stream.await("the stream's beginning", event -> event.name().equals("unread"));
        return stream;
    }

    /** What came after that event, and then what comes. */
    public static InboxStream after(Supplier<Api> server, String lastEventId) {
        var stream = new InboxStream(server, lastEventId);
        stream.reader.start();
        return stream;
    }

    private void follow() {
        while (!closed) {
            try (var in = server.get().follow(PATH, lastId)) {
                open = in;
                openings.incrementAndGet();
                read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
            } catch (IOException | UncheckedIOException _) {
                // it is opened again
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** An event counts once its last line is there: what a connection breaks off comes again. */
    private void read(BufferedReader lines) throws IOException {
        var id = lastId;
        var name = "";
        var data = "";
        for (var line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
            if (line.isEmpty()) {
                lastId = id;
                if (!data.isEmpty()) {
                    events.add(new Event(id, name, JSON.readTree(data)));
                }
                name = "";
                data = "";
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            }
        }
    }

    /** Waits for the first event of that kind. */
    Event await(String what, Predicate<Event> which) {
        return Steps.await(what, () -> events.stream().filter(which).findFirst());
    }

    /** Waits for the last word on how many are unread to be that. */
    void awaitUnread(long count) {
        Steps.await(
                "%d unread on the stream".formatted(count),
                () -> events.stream()
                        .filter(event -> event.name().equals("unread"))
                        .reduce((_, later) -> later)
                        .flatMap(
                                event -> Optional.of(event.data().path("unread").asLong()))
                        .filter(unread -> unread == count));
    }

    /** The notifications that came, in order, as the server told them. */
    public Stream<JsonNode> entries() {
        return events.stream().filter(Event::isEntry).map(Event::data);
    }

    /** Whether it was told to read the list instead. */
    public boolean wasReset() {
        return events.stream().anyMatch(event -> event.name().equals("reset"));
    }

    /** How often it was opened. */
    public int openings() {
        return openings.get();
    }

    @Override
    public void close() {
        closed = true;
        var in = open;
        if (in != null) {
            try {
                in.close();
            } catch (IOException _) {
                // it has ended, which is what was wanted
            }
        }
        reader.interrupt();
    }
}
