package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remembered payers, the transaction search, and what a restart leaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayPalVaultTest {
    private static final String ORDERS = "/v2/checkout/orders";
    private static final String TOKENS = "/v3/vault/payment-tokens";

    private final PayPalAccount paypal = new PayPalAccount();

    @AfterAll
    void close() {
        paypal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"paypal\": {\"vault_id\": \"%s\"}}",
                "{\"token\": {\"id\": \"%s\", \"type\": \"PAYMENT_METHOD_TOKEN\"}}"
            })
    void aVaultedTokenPaysWithoutItsPayer(String source) {
        var paid = paypal.post(ORDERS, order(source.formatted(vaulted("customer_1"))));
        assertThat(paid.state()).isEqualTo("COMPLETED");
        assertThat(paypal.ledger(paid.id()).path("captured").asLong()).isEqualTo(100);
    }

    @Test
    void aDeclinedOrDeletedTokenPaysNothing() {
        var token = vaulted("customer_2");
        paypal.command("payment-tokens/" + token + "/decline", "");
        var source = "{\"paypal\": {\"vault_id\": \"%s\"}}".formatted(token);
        assertThat(paypal.post(ORDERS, order(source)).issue()).isEqualTo("INSTRUMENT_DECLINED");
        assertThat(paypal.send(paypal.call(TOKENS + "/" + token).DELETE()).status())
                .isEqualTo(204);
        assertThat(paypal.post(ORDERS, order(source)).issue()).isEqualTo("TOKEN_ID_NOT_FOUND");
    }

    @Test
    void aCustomersTokensAreListedByPages() {
        for (int i = 0; i < 3; i++) {
            assertThat(vaulted("customer_3")).isNotEmpty();
        }
        var page = paypal.get(TOKENS + "?customer_id=customer_3&page_size=2&page=2&total_required=true");
        assertThat(page.body().path("payment_tokens").size()).isOne();
        assertThat(page.body().path("total_items").asInt()).isEqualTo(3);
        assertThat(paypal.get(TOKENS).issue()).isEqualTo("MISSING_REQUIRED_PARAMETER");
        assertThat(paypal.get(TOKENS + "?customer_id=customer_3&page=0").issue())
                .isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void aSetupTokenNeedsItsPayerAndServesOnce() {
        var setup = setup("customer_4");
        assertThat(paypal.post(TOKENS, PayPalShapeTest.token(setup.id())).issue())
                .isEqualTo("TOKEN_NOT_APPROVED");
        var back = paypal.send(HttpRequest.newBuilder(URI.create(setup.link("approve")))
                .POST(BodyPublishers.ofString("outcome=approve")));
        assertThat(back.response().headers().firstValue("Location").orElseThrow())
                .startsWith("https://shop.example/kept?approval_token_id=" + setup.id());
        assertThat(paypal.post(TOKENS, PayPalShapeTest.token(setup.id())).status())
                .isEqualTo(201);
        assertThat(paypal.post(TOKENS, PayPalShapeTest.token(setup.id())).issue())
                .isEqualTo("TOKEN_NOT_APPROVED");
    }

    @Test
    void whatMovedMoneyIsFoundByItsTime() {
        var capture = paypal.captured("10.00").getLast();
        var refund = paypal.post("/v2/payments/captures/" + capture + "/refund", PayPalAccount.amount("2.50"))
                .id();
        var captured = search("&transaction_id=" + capture);
        assertThat(captured.text("/transaction_details/0/transaction_info/transaction_event_code"))
                .isEqualTo("T0006");
        assertThat(captured.text("/transaction_details/0/transaction_info/transaction_amount/value"))
                .isEqualTo("10.00");
        assertThat(captured.text("/transaction_details/0/transaction_info/transaction_status"))
                .isEqualTo("S");
        assertThat(captured.text("/transaction_details/0/transaction_info/custom_field"))
                .isEqualTo("pay_1");
        var refunded = search("&transaction_id=" + refund);
        assertThat(refunded.text("/transaction_details/0/transaction_info/transaction_event_code"))
                .isEqualTo("T1107");
        assertThat(refunded.text("/transaction_details/0/transaction_info/transaction_amount/value"))
                .isEqualTo("-2.50");
        var all = search("&page_size=1&page=2");
        assertThat(all.body().path("transaction_details").size()).isOne();
        assertThat(all.body().path("total_pages").asInt())
                .isEqualTo(all.body().path("total_items").asInt());
        assertThat(paypal.get(
                                "/v1/reporting/transactions?start_date=2026-01-01T00:00:00Z&end_date=2026-03-01T00:00:00-0700")
                        .issue())
                .isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(paypal.get("/v1/reporting/transactions?start_date=today").issue())
                .isEqualTo("INVALID_PARAMETER_SYNTAX");
    }

    @Test
    void aRestartKeepsStateTokensAndKeys(@TempDir Path folder) {
        var options = SandboxOptions.forTests().keptIn(folder);
        String id;
        try (var account = new PayPalAccount(options)) {
            account.received.answer(Received.NOBODY);
            id = account.approved("CAPTURE", "1.00");
            assertThat(account.post(ORDERS + "/" + id + "/capture", "kept", "{}")
                            .state())
                    .isEqualTo("COMPLETED");
        }
        try (var account = new PayPalAccount(options)) {
            assertThat(account.post(ORDERS + "/" + id + "/capture", "kept", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(account.ledger(id).path("captures").asInt()).isOne();
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(account.received.types(id))
                            .containsExactly("CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.COMPLETED"));
        }
    }

    private PayPalAccount.Answer search(String more) {
        var now = Instant.now();
        return paypal.get("/v1/reporting/transactions?start_date=%s&end_date=%s%s"
                .formatted(seconds(now.minus(Duration.ofDays(1))), seconds(now.plusSeconds(60)), more));
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private PayPalAccount.Answer setup(String customer) {
        return paypal.post("/v3/vault/setup-tokens", """
                {"customer": {"id": "%s"}, "payment_source": {"paypal": {"usage_type": "MERCHANT",
                 "experience_context": {"return_url": "https://shop.example/kept"}}}}""".formatted(customer));
    }

    private String vaulted(String customer) {
        var setup = setup(customer).id();
        paypal.command("setup-tokens/" + setup + "/approve", "");
        return paypal.post(TOKENS, PayPalShapeTest.token(setup)).id();
    }

    private static String order(String source) {
        return """
                {"intent": "CAPTURE", "purchase_units": [{"amount": {"currency_code": "USD", "value": "1.00"}}],
                 "payment_source": %s}""".formatted(source);
    }
}
