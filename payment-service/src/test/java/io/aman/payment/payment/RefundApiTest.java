package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import io.aman.testing.AtOnce;
import io.aman.testing.TestToken;
import io.aman.testing.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundApiTest extends SandboxedService {

    private Answer refund(String id, String key, String body) {
        return refund(id, key, body, TestTokens.token("usr_clerk"));
    }

    private Answer refund(String id, String key, String body, TestToken clerk) {
        return send(
                "POST",
                "/api/payments/" + id + "/refunds",
                body,
                Map.of(
                        "Authorization",
                        "Bearer " + clerk.permissions("payment.refund").sign(),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key));
    }

    private String captured() {
        var id = authorized();
        assertThat(capture(id).status()).isEqualTo(200);
        return id;
    }

    @Test
    void givenBackInPartsUntilNothingIsLeft() {
        var id = captured();
        var first = refund(id, key(), "{\"amountMinor\":2500,\"reason\":\"damaged\"}");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.string("state")).isEqualTo("SUCCEEDED");
        assertThat(payment(id).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(payment(id).json().path("refundedMinor").asLong()).isEqualTo(2_500);
        assertThat(refund(id, key(), "{\"amountMinor\":10010}").string("code")).isEqualTo("REFUND_EXCEEDS_CAPTURED");
        assertThat(refund(id, key(), "{}").status()).isEqualTo(201);
        assertThat(payment(id).string("state")).isEqualTo("REFUNDED");
        assertThat(refund(id, key(), "{}").string("code")).isEqualTo("REFUND_EXCEEDS_CAPTURED");

        var path = "/api/payments/" + id + "/refunds";
        assertThat(get(path, "payment.refund").json().path("items")).hasSize(2);
        assertThat(get(path + "/" + first.string("id"), "payment.refund").text())
                .isEqualTo(first.text());
        assertThat(get(path + "/ref_unknown", "payment.refund").string("code")).isEqualTo("REFUND_NOT_FOUND");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(id))
                        .contains(new PaymentEvent.Refunded(
                                id,
                                payer,
                                first.string("id"),
                                new Money(2_500, "KWD"),
                                new Money(2_500, "KWD"),
                                "stripe",
                                "order-1")));
    }

    /** 200 dinars at once; 150 take no step-up. */
    private String dear() {
        var id = post(
                        "/api/payments",
                        key(),
                        "{\"amountMinor\":200000,\"currency\":\"KWD\",\"provider\":\"stripe\",\"reference\":\"order-2\"}")
                .string("id");
        confirm(id, "pm_card_visa");
        assertThat(capture(id).status()).isEqualTo(200);
        return id;
    }

    private static TestToken anHourAgo() {
        var then = Clock.systemUTC().instant().minus(Duration.ofHours(1));
        return TestTokens.token("usr_clerk").claim("auth_time", then.getEpochSecond());
    }

    @Test
    void aDearRefundTakesAFreshSignInWithTheFactorOfWhoHasOne() {
        var id = dear();
        var key = key();
        for (var clerk : List.of(anHourAgo(), TestTokens.token("usr_clerk").claim("step_up", "aal2"))) {
            for (var body : List.of("{\"amountMinor\":150010}", "{}")) {
                var refused = refund(id, key, body, clerk);
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.string("code")).isEqualTo("STEP_UP_REQUIRED");
            }
        }
        assertThat(payment(id).json().path("refundedMinor").asLong()).isZero();

        var proved = TestTokens.token("usr_clerk").claim("step_up", "aal2").claim("acr", "aal2");
        assertThat(refund(id, key, "{}", proved).status())
                .as("the key is free after a refusal")
                .isEqualTo(201);
    }

    @Test
    void manySmallRefundsAreNoWayRoundTheStepUp() throws Exception {
        var id = dear();
        assertThat(refund(id, key(), "{\"amountMinor\":100000}", anHourAgo()).status())
                .isEqualTo(201);

        var answers = AtOnce.run(
                4,
                _ -> refund(id, key(), "{\"amountMinor\":25000}", anHourAgo()).status());

        assertThat(answers).filteredOn(status -> status == 401).hasSize(2);
        assertThat(refund(id, key(), "{\"amountMinor\":10}", anHourAgo()).string("code"))
                .isEqualTo("STEP_UP_REQUIRED");
    }

    @Test
    void theSameKeyGivesBackOnce() {
        var id = captured();
        var key = key();
        var first = refund(id, key, "{\"amountMinor\":5000}");
        assertThat(refund(id, key, "{\"amountMinor\":5000}").text()).isEqualTo(first.text());
        assertThat(refund(id, key, "{\"amountMinor\":2500}").string("code")).isEqualTo("IDEMPOTENCY_KEY_REUSE");
        assertThat(payment(id).json().path("refundedMinor").asLong()).isEqualTo(5_000);
    }

    @Test
    void aTimeoutIsAcceptedAsUnknownAndFoundOutAboutLater() {
        unheard();
        var id = captured();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/refunds", 500, 1);
        var answer = refund(id, key(), "{\"amountMinor\":5000}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("state")).isEqualTo("REQUESTED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("state")).isEqualTo("PARTIALLY_REFUNDED"));
        assertThat(payment(id).json().path("refundedMinor").asLong()).isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amountMinor\":0}                                  | 422 | INVALID_AMOUNT",
                "{\"amountMinor\":-5}                                 | 422 | INVALID_AMOUNT",
                "{\"amountMinor\":12510}                              | 422 | REFUND_EXCEEDS_CAPTURED",
                "{\"amountMinor\":5}                                  | 422 | AMOUNT_PRECISION",
                "{\"amountMinor\":\"5000\"}                           | 400 | MALFORMED_JSON",
                "{\"amount\":5000}                                    | 400 | MALFORMED_JSON",
                "{\"amountMinor\":10,\"reason\":\"4242424242424242\"} | 422 | CARD_NUMBER_REFUSED"
            })
    void whatIsNoRefundIsRefusedAndChangesNothing(String body, int status, String code) {
        var id = captured();
        var answer = refund(id, key(), body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.string("code")).isEqualTo(code);
        assertThat(payment(id).json().path("refundedMinor").asLong()).isZero();
        assertThat(get("/api/payments/" + id + "/refunds", "payment.refund")
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void aPayerMayNotGiveHimselfHisMoneyBack() {
        var id = captured();
        assertThat(post("/api/payments/" + id + "/refunds", key(), "{}").status())
                .isEqualTo(403);
        assertThat(payment(id).string("state")).isEqualTo("CAPTURED");
    }

    @Test
    void whatIsNotTakenIsNotGivenBack() {
        assertThat(refund(authorized(), key(), "{}").string("code")).isEqualTo("PAYMENT_NOT_REFUNDABLE");
        assertThat(refund("pay_unknown", key(), "{}").string("code")).isEqualTo("PAYMENT_NOT_FOUND");
    }

    @Test
    void anAuthorizationIsCanceledOnceAndNotCapturedAfterwards() {
        var id = authorized();
        var key = key();
        var canceled = post("/api/payments/" + id + "/cancel", key, "{}");
        assertThat(canceled.status()).isEqualTo(200);
        assertThat(canceled.string("state")).isEqualTo("CANCELED");
        assertThat(post("/api/payments/" + id + "/cancel", key, "{}").text()).isEqualTo(canceled.text());
        assertThat(capture(id).string("code")).isEqualTo("PAYMENT_NOT_CAPTURABLE");
        assertThat(post("/api/payments/" + id + "/cancel", key(), "{}").string("code"))
                .isEqualTo("PAYMENT_NOT_CANCELABLE");
    }

    @Test
    void aPayerWhoWasSentToTheBankMayStillBeWaitedForNoLonger() {
        var id = created();
        assertThat(confirm(id, "pm_card_threeDSecure2Required").string("state")).isEqualTo("REQUIRES_ACTION");
        assertThat(post("/api/payments/" + id + "/cancel", key(), "{}").string("state"))
                .isEqualTo("CANCELED");
    }

    @Test
    void whatIsCapturedIsNotCanceled() {
        assertThat(post("/api/payments/" + captured() + "/cancel", key(), "{}").string("code"))
                .isEqualTo("PAYMENT_NOT_CANCELABLE");
    }
}
