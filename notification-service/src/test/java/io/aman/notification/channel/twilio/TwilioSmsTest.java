package io.aman.notification.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The channel against a server that answers as it is told. */
class TwilioSmsTest {

    private static final String SID = "AC" + "0".repeat(32);
    private static final String NUMBER = "+96550001234";

    private record Asked(String path, String authorization, Map<String, String> form) {}

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch answered = new CountDownLatch(1);
    private HttpServer server;
    private int status = 201;
    private String body = "{\"sid\":\"SM1\",\"status\":\"queued\"}";
    private boolean silent;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    Arrays.stream(form.split("&"))
                            .map(field -> field.split("=", 2))
                            .collect(Collectors.toMap(
                                    field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)))));
            if (silent) {
                await(answered);
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.setExecutor(Thread::startVirtualThread);
        server.start();
    }

    @AfterEach
    void stop() {
        answered.countDown();
        server.stop(0);
    }

    @Test
    void aMessageIsPostedAsAFormWithTheAccountsPassword() {
        var outcome = send("AmanPay", clock.instant().plusSeconds(600));

        assertThat(outcome).isEqualTo(new Sent("SM1"));
        assertThat(asked).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/2010-04-01/Accounts/" + SID + "/Messages.json");
            assertThat(call.authorization()).startsWith("Basic ");
            assertThat(call.form())
                    .containsEntry("To", NUMBER)
                    .containsEntry("From", "AmanPay")
                    .containsEntry("Body", "رمز أمان: 491827 & more")
                    .containsEntry("ValidityPeriod", "600")
                    .containsEntry(
                            "StatusCallback",
                            "https://aman.example/api/notifications/webhook/twilio?delivery=dlv_1&attempt=1&provider=twilio");
        });
    }

    @Test
    void aMessagingServiceStandsInAFieldOfItsOwn() {
        send("MG" + "0".repeat(32), null);

        assertThat(asked)
                .singleElement()
                .satisfies(call -> assertThat(call.form())
                        .containsKey("MessagingServiceSid")
                        .doesNotContainKeys("From", "ValidityPeriod"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21211, refused",
        "400, 21610, refused",
        "400, 21614, refused",
        "400, 21408, refused",
        "400, 21606, unavailable",
        "400, 21212, unavailable",
        "401, 20003, unavailable",
        "403, 20003, unavailable",
        "404, 20404, unavailable",
        "429, 20429, unavailable",
        "503, 20503, unavailable",
        "500, 20500, unknown",
        "502,     0, unknown",
        "504,     0, unknown",
    })
    void onlyWhatTheRecipientIsRefusedForIsPermanentAndOnlyAFailureWithinIsInDoubt(int answer, int code, String kind) {
        status = answer;
        body = code == 0
                ? "<html>"
                : "{\"code\":%d,\"message\":\"about %s\",\"status\":%d}".formatted(code, NUMBER, answer);
        var reason = "sms-%d".formatted(code == 0 ? answer : code);

        var outcome = send("AmanPay", null);

        assertThat(outcome)
                .isEqualTo(
                        switch (kind) {
                            case "refused" ->
                                new Refused(reason, Set.of(21211, 21610, 21614).contains(code));
                            case "unavailable" -> new Unavailable(reason);
                            default -> new Unknown(reason);
                        });
        assertThat(outcome.toString()).doesNotContain(NUMBER);
    }

    @Test
    void anAnswerThatStaysAwayLeavesADoubt() {
        silent = true;

        assertThat(send("AmanPay", null)).isEqualTo(new Unknown("sms-no-answer"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoCannotBeConnectedHasSentNothing() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(send(URI.create("http://127.0.0.1:" + free), "AmanPay", null))
                .isEqualTo(new Unavailable("sms-unreachable"));
    }

    private Outcome send(String from, @Nullable Instant until) {
        return send(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), from, until);
    }

    private Outcome send(URI base, String from, @Nullable Instant until) {
        var account =
                new TwilioAccount(base, SID, Secret.of("planted-token"), Duration.ofSeconds(2), Duration.ofMillis(500));
        var callback = new TwilioCallback(new PublicUrl(URI.create("https://aman.example/")));
        try (var twilio = new TwilioClient("sms", account, clock)) {
            return new TwilioSms("twilio", from, twilio, callback, clock)
                    .send(
                            new Delivery(
                                    "dlv_1",
                                    "sms",
                                    "usr_1",
                                    "one-time-code",
                                    Category.SECURITY,
                                    "evt_1",
                                    new PhoneNumber(NUMBER),
                                    new Message(Language.ARABIC, "", "", "رمز أمان: 491827 & more", ""),
                                    null,
                                    until,
                                    null,
                                    null),
                            1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
