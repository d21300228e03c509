package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.provider.Fault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayPalIdempotencyTest {
    private static final String ORDERS = "/v2/checkout/orders";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-25T10:00:00Z"));
    private final PayPalAccount paypal =
            new PayPalAccount(SandboxOptions.forTests().with(new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now.get();
                }
            }));

    @AfterAll
    void close() {
        paypal.close();
    }

    @Test
    void theSameKeyGivesTheLatestStatusAndMakesNothing() {
        var body = PayPalAccount.order("CAPTURE", "USD", "1.00");
        var first = paypal.post(ORDERS, "create-1", body);
        paypal.command("orders/" + first.id() + "/approve", "");
        var again = paypal.post(ORDERS, "create-1", body);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.state()).isEqualTo("APPROVED");
    }

    @Test
    void aKeyIsForgottenAfterItsTime() {
        var body = PayPalAccount.order("CAPTURE", "USD", "1.00");
        var first = paypal.post(ORDERS, "create-2", body);
        now.updateAndGet(time -> time.plus(Duration.ofHours(6)).minusMillis(1));
        assertThat(paypal.post(ORDERS, "create-2", body).id()).isEqualTo(first.id());
        now.updateAndGet(time -> time.plusMillis(1));
        assertThat(paypal.post(ORDERS, "create-2", body).id()).isNotEqualTo(first.id());
    }

    @Test
    void aKeyWithAnotherRequestIsRefused() {
        var ids = paypal.authorized("10.00");
        var path = "/v2/payments/authorizations/" + ids.getLast() + "/capture";
        assertThat(paypal.post(path, "capture-3", PayPalAccount.amount("1.00")).status())
                .isEqualTo(201);
        assertThat(paypal.post(path, "capture-3", PayPalAccount.amount("2.00")).issue())
                .isEqualTo("DUPLICATE_REQUEST_ID");
        assertThat(paypal.ledger(ids.getFirst()).path("captured").asLong()).isEqualTo(100);
    }

    @Test
    void aRefusalDoesNotUseUpTheKey() {
        var id = paypal.created("CAPTURE", "1.00").id();
        var path = ORDERS + "/" + id + "/capture";
        assertThat(paypal.post(path, "capture-4", "{}").issue()).isEqualTo("ORDER_NOT_APPROVED");
        paypal.command("orders/" + id + "/approve", "");
        assertThat(paypal.post(path, "capture-4", "{}").state()).isEqualTo("COMPLETED");
    }

    @Test
    void anOrderWithAPaymentSourceNeedsAKeyAndOneWithoutDoesNot() {
        var body = PayPalAccount.order("CAPTURE", "USD", "1.00");
        assertThat(paypal.send(keyless(body)).issue()).isEqualTo("PAYPAL_REQUEST_ID_REQUIRED");
        var bare = body.substring(0, body.indexOf(",\n \"payment_source\"")) + "}";
        var order = paypal.send(keyless(bare));
        assertThat(order.state()).isEqualTo("CREATED");
        assertThat(order.link("approve")).contains("/paypal/checkoutnow?token=" + order.id());
    }

    private java.net.http.HttpRequest.Builder keyless(String body) {
        return paypal.call(ORDERS).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    @Test
    void parallelRequestsWithOneKeyHaveOneEffect() throws Exception {
        var ids = paypal.authorized("10.00");
        var path = "/v2/payments/authorizations/" + ids.getLast() + "/capture";
        Callable<PayPalAccount.Answer> capture = () -> paypal.post(path, "capture-5", PayPalAccount.amount("1.00"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(20, capture))) {
                assertThat(answer.get().status() == 201 || answer.get().issue().equals("PREVIOUS_REQUEST_IN_PROGRESS"))
                        .as("%s", answer.get().body())
                        .isTrue();
            }
        }
        assertThat(paypal.ledger(ids.getFirst()).path("captures").asInt()).isOne();
        assertThat(paypal.ledger(ids.getFirst()).path("captured").asLong()).isEqualTo(100);
    }

    @Test
    void aKeyedRetryAfterALostAnswerTakesTheMoneyOnce() throws Exception {
        var ids = paypal.authorized("10.00");
        var path = "/v2/payments/authorizations/" + ids.getLast() + "/capture";
        paypal.fault(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/capture$", Duration.ofMinutes(1));
        try (var hanging = HttpClient.newHttpClient()) {
            var lost = hanging.sendAsync(paypal.posting(path, "lost", "").build(), BodyHandlers.discarding());
            org.awaitility.Awaitility.await()
                    .until(() -> paypal.ledger(ids.getFirst()).path("captures").asInt() == 1);
            assertThat(lost).isNotDone();
            hanging.shutdownNow();
        }
        assertThat(paypal.post(path, "lost", "").state()).isEqualTo("COMPLETED");
        assertThat(paypal.ledger(ids.getFirst()).path("captures").asInt()).isOne();
    }

    @Test
    void aStatusFaultIsInPayPalsWords() {
        paypal.fault(Fault.Kind.STATUS, "orders$", Duration.ZERO);
        var answer = paypal.created("CAPTURE", "1.00");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/name")).isEqualTo("SERVICE_UNAVAILABLE");
    }

    @Test
    void tokensAuthorizationsAndRefundsEndWithTheirTime() {
        var authorization = paypal.authorized("1.00").getLast();
        var capture = paypal.captured("1.00").getLast();
        now.updateAndGet(time -> time.plus(Duration.ofHours(9)));
        assertThat(paypal.get("/v2/payments/captures/" + capture).text("/error"))
                .isEqualTo("invalid_token");
        now.updateAndGet(time -> time.plus(Duration.ofDays(29)));
        paypal.renewToken();
        assertThat(paypal.post("/v2/payments/authorizations/" + authorization + "/capture", "")
                        .issue())
                .isEqualTo("AUTHORIZATION_EXPIRED");
        now.updateAndGet(time -> time.plus(Duration.ofDays(151)));
        paypal.renewToken();
        assertThat(paypal.post("/v2/payments/captures/" + capture + "/refund", "")
                        .issue())
                .isEqualTo("REFUND_TIME_LIMIT_EXCEEDED");
    }
}
