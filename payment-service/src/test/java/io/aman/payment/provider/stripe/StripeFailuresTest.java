package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aman.events.Money;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.platform.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

/** What a failure at Stripe means, against a server that fails in every way it can. */
@ExtendWith(OutputCaptureExtension.class)
class StripeFailuresTest {

    private static final Capture CAPTURE = new Capture("key-1", "pi_1", new Money(12_500, "KWD"), true);
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private StripeProvider stripe;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        stripe = at(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private static StripeProvider at(int port) {
        return StripeConfiguration.provider(new StripeProperties(
                URI.create("http://127.0.0.1:" + port),
                Secret.of("sk_test_very_secret"),
                List.of(Secret.of("whsec")),
                TIMEOUT,
                TIMEOUT,
                Duration.ofMinutes(5),
                DataSize.ofKilobytes(256)));
    }

    private void answering(int status, String body) {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String error(String type, String code) {
        return "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"Invalid key sk_test_very_secret\"}}"
                .formatted(type, code);
    }

    @Test
    void noAnswerInTimeIsUnknownAndNotAskedAgain() {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        assertThat(stripe.capture(CAPTURE)).isInstanceOf(Unknown.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void anAnswerThatStopsHalfwayIsUnknown() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"id\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        assertThat(stripe.capture(CAPTURE)).isInstanceOf(Unknown.class);
    }

    @Test
    void aConnectionThatBreaksIsUnknownAndNotAskedAgain() throws IOException {
        try (var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                while (!socket.isClosed()) {
                    try (var connection = socket.accept()) {
                        connection.getInputStream().read(new byte[64]);
                        requests.incrementAndGet();
                    } catch (IOException _) {
                        return;
                    }
                }
            });
            assertThat(at(socket.getLocalPort()).capture(CAPTURE)).isInstanceOf(Unknown.class);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void aConnectionThatIsRefusedIsCertainlyNotSent() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(at(port).capture(CAPTURE)).isInstanceOf(NotSent.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 500, 502, 503, 504, 302, 418})
    void whateverIsNotCertainIsUnknown(int status) {
        answering(status, error("api_error", "lock_timeout"));
        assertThat(stripe.capture(CAPTURE)).isInstanceOf(Unknown.class);
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not json", "{}", "[]", "", "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"status\":\"new\"}"
            })
    void anAnswerThatNobodyUnderstandsIsUnknown(String body) {
        answering(200, body);
        assertThat(stripe.capture(CAPTURE)).isInstanceOf(Unknown.class);
    }

    @Test
    void tooManyRequestsAreCertainlyNotSent() {
        answering(429, error("invalid_request_error", "rate_limit"));
        assertThat(stripe.capture(CAPTURE)).isInstanceOf(NotSent.class);
    }

    @Test
    void aCardErrorIsADeclineWithItsMostPreciseCode() {
        answering(
                402,
                "{\"error\":{\"type\":\"card_error\",\"code\":\"card_declined\",\"charge\":\"ch_1\","
                        + "\"decline_code\":\"insufficient_funds\",\"message\":\"no\"}}");
        assertThat(confirm()).isEqualTo(new Declined("pi_1", "insufficient_funds", "ch_1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void aRequestThatStripeFindsWrongIsRefused(int status) {
        answering(status, error("invalid_request_error", "parameter_missing"));
        assertThat(confirm()).isEqualTo(new Refused("parameter_missing"));
    }

    @Test
    void anotherRequestUnderAUsedKeyIsRefused() {
        answering(400, error("idempotency_error", "idempotency_key_in_use"));
        assertThat(confirm()).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsLoggedAsAnErrorWithoutTheKey(int status, CapturedOutput output) {
        answering(status, error("invalid_request_error", "api_key_expired"));
        assertThat(stripe.capture(CAPTURE)).isEqualTo(new Refused("credentials"));
        assertThat(output).contains("ERROR").doesNotContain("very_secret");
    }

    @Test
    void notFoundWhenLookingIsNoReasonToBelieveThatNothingHappened() {
        answering(404, error("invalid_request_error", "resource_missing"));
        assertThat(stripe.read("pi_1")).isInstanceOf(Unknown.class);
    }

    private ProviderAnswer confirm() {
        return stripe.confirm(new Confirm("key-1", "pi_1", new PaymentMethodToken("pm_card_visa"), null));
    }
}
