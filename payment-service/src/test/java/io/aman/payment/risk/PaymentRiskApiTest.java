package io.aman.payment.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.SandboxedService;
import io.aman.testing.TestToken;
import io.aman.testing.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked before money moves, and what comes of each answer. */
class PaymentRiskApiTest extends SandboxedService {

    @Test
    void theQuestionNamesThePaymentAndNothingOneCouldPayWith() {
        var id = created();

        assertThat(confirm(id, "pm_card_visa").status()).isEqualTo(200);

        var asked = RISK.about(id).getFirst();
        assertThat(asked.path()).isEqualTo("/internal/risk/payments");
        assertThat(asked.token()).startsWith("Bearer ey");
        var question = asked.question();
        assertThat(question.path("purpose").asString()).isEqualTo("PAYMENT");
        assertThat(question.path("amountMinor").asLong()).isEqualTo(12_500);
        assertThat(question.path("currency").asString()).isEqualTo("KWD");
        assertThat(question.path("provider").asString()).isEqualTo("stripe");
        assertThat(question.path("address").asString()).isEqualTo("203.0.113.7");
        assertThat(question.path("method").asString()).startsWith("mth_");
        assertThat(question.toString()).doesNotContain("pm_card_visa");
        assertThat(evidence(id, "CONFIRM_ASKED")).containsExactly("risk:allow/42/delivered-2/asm_1");
    }

    @Test
    void theDeviceIsToldAsTheGatewaySawItAndNothingElseIsTakenForOne() {
        var at = "dev_0123456789abcdef0123456789abcdef";
        var atDevice = created();
        assertThat(confirmAt(at, atDevice).status()).isEqualTo(200);
        var atNone = created();
        assertThat(confirmAt("whatever a caller behind the gateway says", atNone)
                        .status())
                .isEqualTo(200);

        assertThat(RISK.about(atDevice).getFirst().question().path("device").asString())
                .isEqualTo(at);
        assertThat(RISK.about(atNone).getFirst().question().has("device")).isFalse();
    }

    private Answer confirmAt(String device, String id) {
        var headers = new HashMap<>(headers(TestTokens.token(payer).permissions("payment.create"), key()));
        headers.put("X-Aman-Device", device);
        return send("POST", "/api/payments/" + id + "/confirm", "{\"paymentMethod\":\"pm_card_visa\"}", headers);
    }

    @Test
    void aDeniedPaymentIsAsItWasAndItsTrailSaysWhy() {
        var id = created();
        var before = payment(id).json();
        RISK.decide(id, "DENY");

        var denied = confirm(id, "pm_card_visa");

        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.string("code")).isEqualTo("PAYMENT_DENIED");
        assertThat(denied.text())
                .doesNotContain("card-testing")
                .doesNotContain("score")
                .doesNotContain("asm_1");
        assertThat(payment(id).string("state")).isEqualTo("CREATED");
        assertThat(payment(id).json().path("version")).isEqualTo(before.path("version"));
        assertThat(evidence(id, "PAYMENT_DENIED")).containsExactly("risk:deny/42/delivered-2/asm_1");
        assertThat(evidence(id, "CONFIRM_ASKED")).isEmpty();

        RISK.decide(id, "NOTIFY");
        assertThat(confirm(id, "pm_card_visa").status())
                .as("it may be tried again")
                .isEqualTo(200);
        assertThat(evidence(id, "CONFIRM_ASKED")).containsExactly("risk:notify/42/delivered-2/asm_1");
    }

    @Test
    void aRiskyPaymentTakesAFreshSignInWithTheFactorOfWhoHasOne() {
        var id = created();
        RISK.decide(id, "STEP_UP");
        var key = key();
        for (var token : List.of(anHourAgo(payer), TestTokens.token(payer).claim("step_up", "aal2"))) {
            var refused = confirmAs(token, id, key);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.string("code")).isEqualTo("STEP_UP_REQUIRED");
            assertThat(refused.http().headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(
                            challenge -> assertThat(challenge).contains("insufficient_user_authentication"));
        }
        assertThat(payment(id).string("state")).isEqualTo("CREATED");

        var proved = TestTokens.token(payer).claim("step_up", "aal2").claim("acr", "aal2");
        assertThat(confirmAs(proved, id, key).status()).isEqualTo(200);
        assertThat(evidence(id, "CONFIRM_ASKED")).containsExactly("risk:step-up/42/delivered-2/asm_1");
    }

    @Test
    void withoutAnAnswerAStricterRuleOfOurOwnDecidesAndSaysSo() {
        var small = created();
        RISK.decide(small, "AWAY");
        assertThat(confirmAs(anHourAgo(payer), small, key()).status()).isEqualTo(200);
        assertThat(evidence(small, "CONFIRM_ASKED")).containsExactly("risk:local/below-limit");

        var dear = dear();
        RISK.decide(dear, "AWAY");
        assertThat(confirmAs(anHourAgo(payer), dear, key()).string("code")).isEqualTo("STEP_UP_REQUIRED");
        assertThat(confirm(dear, "pm_card_visa").status()).isEqualTo(200);
        assertThat(evidence(dear, "CONFIRM_ASKED")).containsExactly("risk:local/step-up");
    }

    @Test
    void whatIsAskedAgainUnderItsKeyAsksAboutNothingTwice() {
        var id = created();
        var key = key();
        confirmAs(TestTokens.token(payer), id, key);
        confirmAs(TestTokens.token(payer), id, key);

        assertThat(RISK.about(id)).hasSize(1);
    }

    @Test
    void aDearRefundAsksAboutItsClerkAndADeniedOneGivesNothingBack() {
        var id = dear();
        assertThat(confirm(id, "pm_card_visa").status()).isEqualTo(200);
        assertThat(capture(id).status()).isEqualTo(200);
        var before = RISK.about(id).size();

        assertThat(refund(id, 1_000).status()).isEqualTo(201);
        assertThat(RISK.about(id)).as("a small refund does not ask").hasSize(before);
        assertThat(evidence(id, "REFUND_ASKED")).containsExactly("risk:not-asked");

        RISK.decide(id, "DENY");
        var denied = refund(id, 100_000);

        assertThat(denied.string("code")).isEqualTo("PAYMENT_DENIED");
        assertThat(payment(id).json().path("refundedMinor").asLong()).isEqualTo(1_000);
        assertThat(evidence(id, "REFUND_DENIED")).containsExactly("risk:deny/42/delivered-2/asm_1");
        var asked = RISK.about(id).getLast().question();
        assertThat(asked.path("purpose").asString()).isEqualTo("REFUND");
        assertThat(asked.path("amountMinor").asLong()).isEqualTo(100_000);

        RISK.decide(id, "ALLOW");
        assertThat(refund(id, 100_000).status()).isEqualTo(201);
        assertThat(RISK.about(id)).as("each of the two was asked about once").hasSize(before + 2);
    }

    private String dear() {
        return post("/api/payments", key(), "{\"amountMinor\":200000,\"currency\":\"KWD\",\"provider\":\"stripe\"}")
                .string("id");
    }

    private Answer refund(String id, long amountMinor) {
        return send(
                "POST",
                "/api/payments/" + id + "/refunds",
                "{\"amountMinor\":%d}".formatted(amountMinor),
                headers(TestTokens.token("usr_clerk").permissions("payment.refund"), key()));
    }

    private Answer confirmAs(TestToken token, String id, String key) {
        return send(
                "POST",
                "/api/payments/" + id + "/confirm",
                "{\"paymentMethod\":\"pm_card_visa\"}",
                headers(token.permissions("payment.create"), key));
    }

    private static Map<String, String> headers(TestToken token, String key) {
        return Map.of(
                "Authorization", "Bearer " + token.sign(), "Content-Type", "application/json", "Idempotency-Key", key);
    }

    private static TestToken anHourAgo(String user) {
        var then = Clock.systemUTC().instant().minus(Duration.ofHours(1));
        return TestTokens.token(user).claim("auth_time", then.getEpochSecond());
    }

    private List<String> evidence(String id, String action) {
        return audit(id)
                .valueStream()
                .filter(entry -> entry.path("action").asString().equals(action))
                .map(entry -> entry.path("evidence").asString(""))
                .toList();
    }
}
