package io.aman.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aman.notification.inbox.Inbox;
import io.aman.notification.inbox.InboxEntry;
import io.aman.notification.inbox.InboxFixture;
import io.aman.platform.security.AccessToken;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The streams of one instance over a real store, without connections. */
class OpenStreamsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Inbox inbox =
            InboxFixture.inbox(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("streams")), clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StreamProperties properties =
            new StreamProperties(30, 3, Duration.ofSeconds(15), Duration.ofSeconds(20), 50);
    private final OpenStreams streams =
            new OpenStreams(inbox, properties, () -> new ServerSentEvents(JSON), clock, meters);

    /** A client that remembers what it got, and takes nothing while it is {@code slow}. */
    private static final class Client implements Pipe {

        private volatile String got = "";
        private volatile boolean slow;
        private volatile boolean ended;

        @Override
        public synchronized boolean send(byte[] bytes) {
            got = got + new String(bytes, StandardCharsets.UTF_8);
            return !slow;
        }

        @Override
        public void close() {
            ended = true;
        }

        /** Ids of the events that are complete; a torn one does not count, as for any parser. */
        List<String> entries(int bytes) {
            var all = got.substring(0, Math.min(bytes, got.length()));
            var complete = all.substring(0, Math.max(0, all.lastIndexOf("\n\n")));
            return complete.lines()
                    .filter(line -> line.startsWith("data: {\"id\""))
                    .map(line -> JSON.readTree(line.substring(6)).get("id").asString())
                    .toList();
        }

        List<String> entries() {
            return entries(got.length());
        }

        long lastId(int bytes, long before) {
            var all = got.substring(0, Math.min(bytes, got.length()));
            var complete = all.substring(0, Math.max(0, all.lastIndexOf("\n\n")));
            return complete.lines()
                    .filter(line -> line.startsWith("id: "))
                    .mapToLong(line -> Long.parseLong(line.substring(4)))
                    .reduce(before, (_, next) -> next);
        }
    }

    @BeforeEach
    void start() {
        streams.start();
    }

    @AfterEach
    void stop() {
        streams.stop();
    }

    @Test
    void whoComesFirstIsToldWhereTheInboxStandsAndThenWhatIsNew() {
        add("usr_a");
        var client = connect("usr_a", EventStream.FROM_NOW_ON);
        await().until(() -> client.got.contains("\"unread\":1"));
        assertThat(client.got).matches("retry: \\d{4}\nid: 1\nevent: unread\ndata: \\{\"unread\":1}\n\n");

        var id = add("usr_a");
        streams.tell(List.of("usr_a"));

        await().until(() -> client.got.contains("\"unread\":2"));
        assertThat(client.entries()).containsExactly(id);
        assertThat(client.got)
                .contains("id: 2\nevent: notification\n")
                .endsWith("event: unread\ndata: {\"unread\":2}\n\n");
    }

    @Test
    void aChangeOfTheCountIsToldAlone() {
        var id = add("usr_a");
        var client = connect("usr_a", 0);
        await().until(() -> client.got.contains("\"unread\":1"));

        inbox.markRead("usr_a", id, clock.instant());
        streams.tell(List.of("usr_a"));

        await().until(() -> client.got.endsWith("event: unread\ndata: {\"unread\":0}\n\n"));
        assertThat(client.entries()).containsExactly(id);
    }

    @Test
    void whatIsHeardOfTwiceIsToldOnceToEachOfOnesStreamsAndToNobodyElse() {
        var one = connect("usr_a", 0);
        var two = connect("usr_a", 0);
        var other = connect("usr_b", 0);
        var id = add("usr_a");
        inbox.add(InboxEntry.unread(id, "usr_a", "payment-receipt", "en", "t", "b", clock.instant()));
        for (var i = 0; i < 5; i++) {
            streams.tell(List.of("usr_a", "usr_b"));
        }

        await().until(() -> one.entries().size() == 1 && two.entries().size() == 1);
        var last = add("usr_a");
        streams.tell(List.of("usr_a", "usr_b"));
        await().until(() ->
                one.entries().equals(List.of(id, last)) && two.entries().equals(List.of(id, last)));
        assertThat(other.entries()).isEmpty();
    }

    /** Wherever the connection breaks, also within an event: with the last id each entry is seen once. */
    @RepeatedTest(10)
    void whoComesAgainAtAnyMomentSeesEachEntryOnce() {
        var random = new Random();
        var wanted = new ArrayList<String>();
        var seen = new ArrayList<String>();
        var lastId = 0L;
        while (wanted.size() < 30) {
            var client = new Client();
            var stream = open("usr_a", lastId);
            streams.connect(stream, client);
            IntStream.range(0, random.nextInt(6)).forEach(_ -> {
                wanted.add(add("usr_a"));
                streams.tell(List.of("usr_a"));
            });
            if (random.nextBoolean()) {
                await().until(() -> seen.size() + client.entries().size() == wanted.size());
            }
            streams.end(stream);
            var cut = random.nextInt(client.got.length() + 1);
            seen.addAll(client.entries(cut));
            lastId = client.lastId(cut, lastId);
        }
        var client = connect("usr_a", lastId);
        await().until(() -> seen.size() + client.entries().size() >= wanted.size());
        seen.addAll(client.entries());
        assertThat(seen).containsExactlyElementsOf(wanted);
    }

    @Test
    void aSlowReaderIsCutOffAndKeepsNobodyWaiting() {
        var slow = new Client();
        slow.slow = true;
        streams.connect(open("usr_a", 0), slow);
        var quick = connect("usr_a", 0);
        await().until(() -> quick.got.length() > 0 && slow.got.length() > 0);

        var ids = IntStream.range(0, 20).mapToObj(_ -> add("usr_a")).toList();
        streams.tell(List.of("usr_a"));
        await().until(() -> quick.entries().equals(ids));
        assertThat(slow.entries()).as("no more than the portion it was sent").isEmpty();

        clock.advance(Duration.ofSeconds(21));
        streams.sweep();

        assertThat(slow.ended).isTrue();
        assertThat(quick.ended).isFalse();
        assertThat(meters.counter("aman.notification.streams.dropped").count()).isOne();
        assertThat(streams.size()).isOne();
    }

    @Test
    void aReaderThatWasSlowForAMomentGetsTheRest() {
        var client = new Client();
        client.slow = true;
        var stream = open("usr_a", 0);
        streams.connect(stream, client);
        await().until(() -> client.got.length() > 0);
        var ids = IntStream.range(0, 5).mapToObj(_ -> add("usr_a")).toList();
        streams.tell(List.of("usr_a"));

        client.slow = false;
        streams.taken(stream);

        await().until(() -> client.entries().equals(ids));
    }

    @Test
    void whoMissedTooMuchOrComesFromElsewhereIsToldToReadTheList() {
        IntStream.range(0, 51).forEach(_ -> add("usr_a"));

        var far = connect("usr_a", 0);
        var ahead = connect("usr_a", 900);
        var near = connect("usr_a", 1);

        for (var client : List.of(far, ahead)) {
            await().until(() -> client.got.length() > 0);
            assertThat(client.got).contains("id: 51\nevent: reset\ndata: {}\n\n");
            assertThat(client.entries()).isEmpty();
        }
        await().until(() -> near.entries().size() == 50);
    }

    @Test
    void quietStreamsShowThatTheyAreAliveAndEndWithTheirToken() {
        var client = connect("usr_a", 0);
        await().until(() -> client.got.length() > 0);
        streams.sweep();
        assertThat(client.got).doesNotContain(":\n\n");

        clock.advance(Duration.ofSeconds(15));
        streams.sweep();
        assertThat(client.got).endsWith("\n\n:\n\n");

        clock.advance(Duration.ofMinutes(5));
        streams.sweep();
        assertThat(client.ended).isTrue();
        assertThat(streams.size()).isZero();
    }

    @Test
    void onePersonHasAFewStreamsAndAllTogetherHaveTheirBound() {
        IntStream.range(0, 3).forEach(_ -> open("usr_a", 0));
        assertThatThrownBy(() -> open("usr_a", 0)).isInstanceOf(StreamError.TooManyOfPerson.class);
        var last = IntStream.range(3, 30)
                .mapToObj(i -> open("usr_" + i, 0))
                .toList()
                .getLast();
        assertThatThrownBy(() -> open("usr_b", 0)).isInstanceOf(StreamError.TooManyOpen.class);

        streams.end(last);
        streams.end(last);

        assertThat(streams.size()).isEqualTo(29);
        assertThat(open("usr_b", 0)).isNotNull();
    }

    @Test
    void aPlaceThatNobodyConnectsIsFreeAgain() {
        open("usr_a", 0);
        clock.advance(Duration.ofSeconds(20));
        streams.sweep();
        assertThat(streams.size()).isZero();
    }

    @Test
    void allEndWhenTheInstanceStops() {
        var clients = new CopyOnWriteArrayList<Client>();
        IntStream.range(0, 5).forEach(i -> clients.add(connect("usr_" + i, 0)));
        streams.stop();
        assertThat(clients).allMatch(client -> client.ended);
        assertThat(streams.size()).isZero();
        streams.start();
    }

    private Client connect(String userId, long seen) {
        var client = new Client();
        streams.connect(open(userId, seen), client);
        return client;
    }

    private EventStream open(String userId, long seen) {
        var until = clock.instant().plus(Duration.ofMinutes(5));
        var standing = new AccessToken.Standing(0, 0, 0);
        return streams.open(
                new AccessToken(userId, "ses_1", Set.of(), until, standing, clock.instant(), null, null), seen);
    }

    private String add(String userId) {
        var entry = InboxFixture.entry(userId, clock.instant());
        inbox.add(entry);
        return entry.id();
    }
}
