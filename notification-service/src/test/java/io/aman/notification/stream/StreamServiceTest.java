package io.aman.notification.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.notification.AnotherInstance;
import io.aman.notification.inbox.Inbox;
import io.aman.notification.inbox.InboxEntry;
import io.aman.notification.inbox.InboxFixture;
import io.aman.platform.Ids;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

/** Streams of two instances over one database and one broker. */
@ServiceTest
class StreamServiceTest {

    private static final String PATH = "/api/notifications/stream";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private static AnotherInstance second;

    @LocalServerPort
    private int port;

    @Autowired
    private Inbox inbox;

    @Autowired
    private OpenStreams streams;

    private final String user = Ids.random("usr_");

    @BeforeAll
    static void startSecond(@Autowired Environment first) {
        second = AnotherInstance.beside(first);
    }

    @AfterAll
    static void stopSecond() {
        second.close();
    }

    @Test
    void whatOneInstanceWritesIsToldByTheOtherAtOnce() throws Exception {
        try (var stream = new Stream(second.port(), null)) {
            assertThat(stream.next()).contains("retry: ", "id: 0", "data: {\"unread\":0}");
            var id = add();

            assertThat(stream.next())
                    .contains("id: 1\nevent: notification\n", id, "\"title\":\"title\"", "\"read\":false");
            assertThat(stream.next()).isEqualTo("event: unread\ndata: {\"unread\":1}\n\n");
            inbox.markAllRead(user, Instant.EPOCH);
            assertThat(stream.next()).isEqualTo("event: unread\ndata: {\"unread\":0}\n\n");
        }
    }

    @Test
    void whoComesAgainToAnotherInstanceMissesNothingAndSeesNothingTwice() throws Exception {
        var wanted = new ArrayList<String>();
        var seen = new ArrayList<String>();
        var lastId = "0";
        for (var round = 0; round < 6; round++) {
            try (var stream = new Stream(round % 2 == 0 ? port : second.port(), lastId)) {
                for (var i = 0; i < 3; i++) {
                    wanted.add(add());
                }
                while (seen.size() < wanted.size() - 1) { // one less: it is cut off before it is up to date
                    var event = stream.next();
                    if (event.contains("event: notification")) {
                        lastId = event.replaceAll("(?s).*id: (\\d+)\n.*", "$1");
                        seen.add(event.replaceAll("(?s).*\\{\"id\":\"(ntf_[0-9a-f]+)\".*", "$1"));
                    }
                }
            }
        }
        assertThat(seen).containsExactlyElementsOf(wanted.subList(0, wanted.size() - 1));
    }

    @Test
    void aStreamIsMarkedSoThatNothingHoldsItBack() throws Exception {
        try (var stream = new Stream(port, null)) {
            assertThat(stream.answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(stream.answer.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(stream.answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(stream.answer.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(stream.next()).startsWith("retry: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1e3", "1 2", "0x1", "9999999999999999999", "1;drop"})
    void aLastEventIdThatIsNoneOfOursIsRefused(String lastEventId) throws Exception {
        var answer = HTTP.send(request(port, TestTokens.bearer(user), lastEventId), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("INVALID_EVENT_ID");
        await().until(() -> streams.size() == 0);
    }

    @Test
    void anIdOfWhatIsNotThereYetAsksToReadTheList() throws Exception {
        add();
        try (var stream = new Stream(port, "999999999999999999")) {
            assertThat(stream.next()).contains("id: 1\nevent: reset\ndata: {}\n\n");
        }
    }

    @Test
    void nobodyHearsOfAnothersEntries() throws Exception {
        try (var stream = new Stream(port, null)) {
            assertThat(stream.next()).contains("\"unread\":0");
            inbox.add(InboxFixture.entry(Ids.random("usr_"), Instant.EPOCH));
            var own = add();
            assertThat(stream.next()).contains(own);
        }
    }

    @Test
    void whoIsNotSignedInGetsNoStream() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void onePersonsStreamsAreBoundedAndClosedOnesCountNoMore() throws Exception {
        var open = new ArrayList<Stream>();
        try {
            for (var i = 0; i < 20; i++) {
                open.add(new Stream(port, null));
            }
            var refused = HTTP.send(request(port, TestTokens.bearer(user), null), BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("TOO_MANY_STREAMS");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        } finally {
            for (var stream : open) {
                stream.close();
            }
        }
        await().until(() -> streams.size() == 0);
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        var almostOver = "Bearer "
                + TestTokens.token(user)
                        .issuedAt(Instant.now().minusSeconds(298))
                        .sign();
        try (var stream = new Stream(port, almostOver, null)) {
            assertThat(stream.next()).contains("retry: ");
            assertThat(stream.next()).isEqualTo("(end)");
        }
        await().until(() -> streams.size() == 0);
    }

    /** A client that opens a stream and reads nothing, until no buffer between it and the service takes more. */
    @Test
    void whoReadsNothingKeepsNobodyWaiting() throws Exception {
        try (var deaf = new Socket(InetAddress.getLoopbackAddress(), port)) {
            deaf.setReceiveBufferSize(1024);
            deaf.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nLast-Event-ID: 0\r\n\r\n"
                            .formatted(PATH, TestTokens.bearer(user))
                            .getBytes(UTF_8));
            try (var stream = new Stream(port, "0")) {
                await().until(() -> streams.size() == 2);
                var body = "x".repeat(20_000);
                for (var i = 0; i < 40; i++) {
                    inbox.add(InboxEntry.unread(
                            Ids.random("ntf_"), user, "payment-receipt", "en", "title", body, Instant.EPOCH));
                }
                var last = add();
                String event;
                do {
                    event = stream.next();
                } while (!event.contains(last));
            }
        }
        await().until(() -> streams.size() == 0);
    }

    @Test
    void manyStreamsAreToldAtOnce() throws Exception {
        var open = new ArrayList<Stream>();
        var users = IntStream.range(0, 150).mapToObj(_ -> Ids.random("usr_")).toList();
        try {
            for (var one : users) {
                open.add(new Stream(port, TestTokens.bearer(one), null));
            }
            users.parallelStream().forEach(one -> inbox.add(InboxFixture.entry(one, Instant.EPOCH)));
            for (var stream : open) {
                assertThat(stream.next()).contains("\"unread\":");
                if (!stream.isAhead) {
                    assertThat(stream.next()).contains("event: notification");
                }
            }
        } finally {
            for (var stream : open) {
                stream.close();
            }
        }
    }

    private String add() {
        var entry = InboxFixture.entry(user, Instant.EPOCH);
        inbox.add(entry);
        return entry.id();
    }

    private static HttpRequest request(int port, String authorization, @Nullable String lastEventId) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .header("Authorization", authorization)
                .header("Accept", "text/event-stream");
        return (lastEventId == null ? request : request.header("Last-Event-ID", lastEventId)).build();
    }

    /** One open stream, read event by event. */
    private final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> answer;
        private boolean isAhead;

        Stream(int port, @Nullable String lastEventId) throws IOException, InterruptedException {
            this(port, TestTokens.bearer(user), lastEventId);
        }

        Stream(int port, String authorization, @Nullable String lastEventId) throws IOException, InterruptedException {
            answer = HTTP.send(request(port, authorization, lastEventId), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        /** Up to the next empty line; comments are passed over. */
        String next() throws IOException {
            var event = new StringBuilder();
            while (event.indexOf("\n\n") < 0) {
                var letter = answer.body().read();
                if (letter < 0) {
                    return event + "(end)";
                }
                event.append((char) letter);
            }
            isAhead = event.indexOf("\"unread\":1") >= 0;
            return event.toString().startsWith(":") ? next() : event.toString();
        }

        @Override
        public void close() throws IOException {
            answer.body().close();
        }
    }
}
