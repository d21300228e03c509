package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.StripeException;
import io.aman.local.sandbox.provider.Fault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StripeAccount stripe = new StripeAccount();

    @AfterEach
    void clear() {
        stripe.sandbox.faults().clear();
    }

    @AfterAll
    void close() {
        stripe.close();
    }

    @Test
    void aTimeoutAfterTheEffectLeavesTheEffect() throws StripeException {
        var id = stripe.held(12_500).getId();
        stripe.fault(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/capture$", LONG);
        assertThatThrownBy(() -> impatient().v1().paymentIntents().capture(id))
                .isInstanceOf(ApiConnectionException.class);
        assertThat(stripe.sandbox.stripe().captures(id)).isOne();
        assertThat(stripe.client.v1().paymentIntents().retrieve(id).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aKeyedRetryAfterALostAnswerGetsThatAnswer() throws StripeException {
        var id = stripe.held(12_500).getId();
        stripe.fault(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/capture$", LONG);
        var key = StripeAccount.key("lost");
        assertThatThrownBy(() -> impatient().v1().paymentIntents().capture(id, key))
                .isInstanceOf(ApiConnectionException.class);
        assertThat(stripe.client.v1().paymentIntents().capture(id, key).getStatus())
                .isEqualTo("succeeded");
        assertThat(stripe.sandbox.stripe().captures(id)).isOne();
    }

    @Test
    void aTimeoutOrResetBeforeTheEffectLeavesNothing() throws StripeException {
        var id = stripe.held(12_500).getId();
        stripe.fault(Fault.Kind.TIMEOUT, "/capture$", LONG);
        stripe.fault(Fault.Kind.RESET, "/capture$", Duration.ZERO);
        // the JDK's HttpURLConnection, below stripe-java, silently sends a POST again when its connection is reset
        stripe.fault(Fault.Kind.RESET, "/capture$", Duration.ZERO);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> impatient().v1().paymentIntents().capture(id))
                    .isInstanceOf(ApiConnectionException.class);
        }
        assertThat(stripe.sandbox.faults().list()).isEmpty();
        assertThat(stripe.sandbox.stripe().captures(id)).isZero();
        assertThat(stripe.client.v1().paymentIntents().capture(id).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void manyClientsLeftWaitingDoNotStopTheOthers() throws StripeException {
        IntStream.range(0, 60).forEach(_ -> stripe.fault(Fault.Kind.TIMEOUT, "/v1/balance", LONG));
        try (var hanging = HttpClient.newHttpClient()) {
            for (int i = 0; i < 60; i++) {
                var request = HttpRequest.newBuilder(stripe.uri("/stripe/v1/balance"));
                var _ = hanging.sendAsync(request.build(), java.net.http.HttpResponse.BodyHandlers.discarding());
            }
            org.awaitility.Awaitility.await()
                    .until(() -> stripe.sandbox.faults().list().isEmpty());
            assertThat(stripe.created(1_000).getStatus()).isEqualTo("requires_payment_method");
            hanging.shutdownNow();
        }
    }

    @Test
    void aDelayIsAnsweredLate() throws StripeException {
        stripe.fault(Fault.Kind.DELAY, "payment_intents$", Duration.ofMillis(300));
        long start = System.nanoTime();
        stripe.created(12_500);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aStatusIsAnsweredInTheProvidersWords() throws StripeException {
        stripe.fault(Fault.Kind.STATUS, "payment_intents$", Duration.ZERO);
        assertThatThrownBy(() -> stripe.created(12_500)).isInstanceOfSatisfying(ApiException.class, error -> {
            assertThat(error.getStatusCode()).isEqualTo(503);
            assertThat(error.getStripeError().getType()).isEqualTo("api_error");
        });
    }

    @Test
    void aFaultIsPlannedListedAndClearedByCommand() throws StripeException {
        var planned = command("POST", """
                {"provider":"stripe","path":"/capture$","method":"POST","kind":"status","status":500,"times":2}""");
        assertThat(planned).contains("\"times\" : 2", "\"kind\" : \"status\"");
        var id = stripe.held(12_500).getId();
        assertThatThrownBy(() -> stripe.client.v1().paymentIntents().capture(id))
                .isInstanceOf(ApiException.class);
        assertThat(command("GET", "")).contains("\"times\" : 1");
        assertThat(command("DELETE", "")).isEqualToIgnoringWhitespace("[]");
        assertThat(stripe.client.v1().paymentIntents().capture(id).getStatus()).isEqualTo("succeeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"provider\":\"stripe\",\"kind\":\"sabotage\"}",
                "{\"provider\":\"nobody\",\"kind\":\"reset\"}",
                "{\"provider\":\"stripe\",\"kind\":\"reset\",\"times\":0}",
                "{\"provider\":\"stripe\",\"kind\":\"status\",\"status\":200}",
                "{\"provider\":\"stripe\",\"kind\":\"delay\",\"millis\":-1}",
                "{\"provider\":\"stripe\",\"kind\":\"reset\",\"path\":\"(\"}",
                "[]",
                "{",
            })
    void aFaultThatMakesNoSenseIsRefused(String body) {
        assertThat(command("POST", body)).contains("error");
        assertThat(stripe.sandbox.faults().list()).isEmpty();
    }

    private StripeClient impatient() {
        return stripe.client(stripe.sandbox.stripe().keys().apiKey(), Duration.ofMillis(400));
    }

    private String command(String method, String body) {
        return stripe.exchange(HttpRequest.newBuilder(stripe.uri("/_sandbox/faults"))
                        .method(method, BodyPublishers.ofString(body)))
                .body();
    }
}
