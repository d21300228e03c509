package io.aman.security.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import io.aman.platform.health.Standing;
import io.aman.security.alert.Alerts;
import io.aman.security.alert.Occurrence;
import io.aman.security.alert.Severity;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class FeedsTest {

    private static final Network.Point LISTED = Network.Point.of("198.18.7.1");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("feeds"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Raised alerts = new Raised();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String published = list(100);
    private volatile int status = 200;
    private HttpServer publisher;

    @BeforeEach
    void publish() throws IOException {
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.createContext("/list", exchange -> {
            asked.incrementAndGet();
            var etag = "\"" + published.hashCode() + "\"";
            var isKnown =
                    status == 200 && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            var body = published.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("ETag", etag);
            exchange.sendResponseHeaders(isKnown ? 304 : status, isKnown ? -1 : body.length);
            try (var out = exchange.getResponseBody()) {
                if (!isKnown) {
                    out.write(body);
                }
            }
        });
        publisher.start();
    }

    @AfterEach
    void stop() {
        publisher.stop(0);
    }

    @Test
    void aListIsFetchedWhenItIsDueAndByOneInstanceOnly() {
        var one = feeds(8_000_000);
        var other = feeds(8_000_000);

        one.refresh();
        other.refresh();
        assertThat(asked).hasValue(1);
        assertThat(one.listsOf(LISTED)).containsExactly("bad");
        assertThat(other.listsOf(LISTED)).containsExactly("bad");

        published = list(80).replace("198.18.7.1\n", "");
        clock.advance(Duration.ofHours(1));
        other.refresh();
        one.refresh();
        assertThat(asked).hasValue(2);
        assertThat(one.listsOf(LISTED)).isEmpty();
        assertThat(other.listsOf(LISTED)).isEmpty();
    }

    @Test
    void aListThatShrankByMoreThanHalfIsRefusedUntilSomebodyAcceptsIt() {
        var feeds = feeds(8_000_000);
        feeds.refresh();
        published = list(49).replace("198.18.7.1\n", "");
        clock.advance(Duration.ofHours(1));

        feeds.refresh();
        assertThat(feeds.listsOf(LISTED)).containsExactly("bad");
        assertThat(feeds.state("one").refusal()).isEqualTo("it shrank from 100 to 48");

        assertThat(feeds.accept("one")).isTrue();
        assertThat(feeds.listsOf(LISTED)).isEmpty();
        assertThat(feeds.state("one").refusal()).isNull();
        assertThat(feeds.accept("another")).isFalse();
    }

    @Test
    void aPublisherThatIsAwayOrTellsSomethingElseLeavesTheLastGoodListAlsoAfterARestart() {
        feeds(8_000_000).refresh();
        status = 500;
        clock.advance(Duration.ofHours(1));

        var restarted = feeds(8_000_000);
        restarted.refresh();
        assertThat(restarted.listsOf(LISTED)).containsExactly("bad");
        assertThat(restarted.state("one").refusal()).contains("not fetched");

        status = 200;
        published = "<html>\n<body>\nmaintenance";
        clock.advance(Duration.ofMinutes(5));
        restarted.refresh();
        assertThat(asked).hasValue(3);
        assertThat(restarted.listsOf(LISTED)).containsExactly("bad");

        published = list(100) + "198.18.9.9\n";
        clock.advance(Duration.ofMinutes(5));
        restarted.refresh();
        assertThat(restarted.listsOf(Network.Point.of("198.18.9.9"))).containsExactly("bad");
    }

    @Test
    void aFileLargerThanAllowedIsNotReadToItsEnd() {
        var feeds = feeds(20);

        feeds.refresh();

        assertThat(feeds.listsOf(LISTED)).isEmpty();
        assertThat(feeds.state("one").refusal()).contains("not fetched");
    }

    @Test
    void healthTellsWhenAListIsOld() {
        var feeds = feeds(8_000_000);
        var check = new FeedsCheck(properties(8_000_000), feeds, clock);
        assertThat(check.look().items()).containsEntry("one", Standing.DOWN);

        feeds.refresh();
        assertThat(check.look().status()).isEqualTo(Standing.UP);

        clock.advance(Duration.ofHours(2).plusSeconds(1));
        assertThat(check.look().status()).isEqualTo(Standing.DEGRADED);
        feeds.refresh(); // the same as before, says the publisher
        assertThat(check.look().status()).isEqualTo(Standing.UP);
    }

    @Test
    void operatorsAreToldOnceOfAListThatIsOldAndOnceMoreWhenItIsOldAgain() {
        var feeds = feeds(8_000_000);
        feeds.refresh();
        status = 500;

        clock.advance(Duration.ofHours(2));
        feeds.refresh();
        assertThat(alerts.all).as("not yet").isEmpty();

        clock.advance(Duration.ofSeconds(1));
        feeds.refresh();
        feeds.refresh();
        feeds(8_000_000).refresh(); // another instance tells of the same cause, which counts once
        assertThat(alerts.all)
                .extracting(Occurrence::kind, Occurrence::severity, Occurrence::about, Occurrence::detail)
                .containsOnly(
                        tuple("feed-old", Severity.HIGH, "list one", "one: not confirmed since 2026-11-25T10:00:00Z"));
        assertThat(alerts.causes()).hasSize(1);

        status = 200;
        clock.advance(Duration.ofHours(1));
        feeds.refresh();
        status = 500;
        clock.advance(Duration.ofHours(3));
        feeds.refresh();
        assertThat(alerts.causes()).hasSize(2);
    }

    @Test
    void aListThatNeverCameIsOldOnceItShouldHaveComeTwice() {
        status = 500;
        var feeds = feeds(8_000_000);
        feeds.refresh();
        assertThat(alerts.all).isEmpty();

        clock.advance(Duration.ofHours(2).plusSeconds(1));
        feeds.refresh();
        assertThat(alerts.all).extracting(Occurrence::kind).containsExactly("feed-old");
    }

    @Test
    void operatorsAreToldOnceOfAListThatWasRefusedBecauseItShrank() {
        var feeds = feeds(8_000_000);
        feeds.refresh();
        published = list(49);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(30));
            feeds.refresh();
        }

        assertThat(alerts.all)
                .extracting(Occurrence::kind, Occurrence::detail)
                .contains(tuple("feed-refused", "one: it shrank from 100 to 49"));
        assertThat(alerts.causes().stream().filter(cause -> cause.startsWith("feed-refused")))
                .hasSize(1);
    }

    private static final class Raised implements Alerts {
        private final List<Occurrence> all = new ArrayList<>();

        Set<String> causes() {
            return all.stream().map(Occurrence::cause).collect(Collectors.toSet());
        }

        @Override
        public void raise(Occurrence occurrence) {
            all.add(occurrence);
        }

        @Override
        public void raise(List<Occurrence> occurrences) {
            all.addAll(occurrences);
        }

        @Override
        public void forget(String userId) {
            throw new IllegalStateException("lists are nobody's");
        }
    }

    private Feeds feeds(int maxBytes) {
        return new Feeds(
                properties(maxBytes),
                new MongoFeeds(mongo),
                new FeedClient(Duration.ofSeconds(20), maxBytes),
                new FeedAlerts(alerts, clock),
                clock);
    }

    private FeedProperties properties(int maxBytes) {
        var url = URI.create("http://127.0.0.1:" + publisher.getAddress().getPort() + "/list");
        var source = new FeedProperties.Source("bad", FeedFormat.NETSET, url, Duration.ofHours(1));
        return new FeedProperties(Map.of("one", source), Duration.ofSeconds(10), Duration.ofSeconds(20), maxBytes);
    }

    private static String list(int entries) {
        return IntStream.range(0, entries).mapToObj(i -> "198.18.7." + i + "\n").collect(Collectors.joining());
    }
}
