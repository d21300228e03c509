package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.PaymentEvent;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a payment where a provider answers late, wrongly or not at all. */
class UncertainPaymentApiTest extends SandboxedService {

    @Test
    void aTimeoutIsAcceptedAsUnknownAndFoundOutAboutLater() {
        unheard();
        var id = authorized();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/capture", 500, 1);
        var answer = capture(id);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("state")).isEqualTo("PROCESSING");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("state")).isEqualTo("CAPTURED"));
        assertThat(SANDBOX.stripe().captures(ref(id))).isEqualTo(1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(id))
                        .filteredOn(PaymentEvent.Captured.class::isInstance)
                        .hasSize(1));
    }

    @Test
    void aWebhookThatComesWhileWeWaitIsTheAnswer() {
        var id = authorized();
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT, "/capture", 500, 1);
        var answer = capture(id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("state")).isEqualTo("CAPTURED");
        assertThat(audit(id)).last().satisfies(entry -> {
            assertThat(entry.path("actor").asString()).isEqualTo("provider:stripe");
            assertThat(entry.path("evidence").asString()).startsWith("evt_");
            assertThat(entry.path("traceId").asString()).hasSize(32);
        });
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"RESET", "TIMEOUT", "STATUS"})
    void aCallThatStripeNeverCarriedOutIsMadeGoodByReconciliation(Fault.Kind kind) {
        unheard();
        plan(kind, "/payment_intents$", 500, 1);
        var created = post("/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"KWD\"}");
        assertThat(created.status()).isEqualTo(202);
        var id = created.string("id");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("state")).isEqualTo("CREATED"));
        plan(kind, "/confirm", 500, 1);
        assertThat(confirm(id, "pm_card_visa").status()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("state")).isEqualTo("AUTHORIZED"));
        assertThat(audit(id))
                .last()
                .satisfies(entry -> assertThat(entry.path("actor").asString()).isEqualTo("system:reconciliation"));
    }

    @Test
    void whatStripeCertainlyDidNotDoIsUnavailableAndTheSameKeyTriesAgain() {
        var key = key();
        var body = "{\"amountMinor\":12500,\"currency\":\"KWD\",\"provider\":\"stripe\"}";
        plan(Fault.Kind.STATUS, "/payment_intents$", 429, 1);
        var away = post("/api/payments", key, body);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.string("code")).isEqualTo("PROVIDER_UNAVAILABLE");
        assertThat(away.http().headers().firstValue("Retry-After")).isPresent();
        assertThat(post("/api/payments", key, body).status()).isEqualTo(201);
        assertThat(mine()).hasSize(1);
    }

    @Test
    void whatStripeRefusesIsOurErrorAndAudited() {
        unheard(); // else a webhook may be the last that is told of
        var id = authorized();
        plan(Fault.Kind.STATUS, "/capture", 400, 1);
        var refused = capture(id);
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.string("code")).isEqualTo("PROVIDER_ERROR");
        assertThat(audit(id))
                .last()
                .satisfies(entry -> assertThat(entry.path("action").asString()).isEqualTo("CAPTURE_REFUSED"));
        assertThat(capture(id).status()).isEqualTo(200);
    }

    @Test
    void routingGoesToWhoTakesTheAmountExactly() {
        var exact = post("/api/payments", key(), "{\"amountMinor\":5124,\"currency\":\"KWD\"}");
        assertThat(exact.string("provider")).isEqualTo("knet");
        var preferred = post("/api/payments", key(), "{\"amountMinor\":5120,\"currency\":\"KWD\"}");
        assertThat(preferred.string("provider")).isEqualTo("stripe");
    }

    @Test
    void whereStripeCertainlyDidNothingTheNextOneIsAskedAndTheTrailSaysSo() {
        plan(Fault.Kind.STATUS, "/payment_intents$", 429, 1);
        var created = post("/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"KWD\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.string("provider")).isNotEqualTo("stripe");
        assertThat(audit(created.string("id")))
                .extracting(entry -> entry.path("action").asString())
                .contains("CREATE_NOT_SENT", "CREATE_ANSWERED");
        assertThat(payment(created.string("id")).string("provider")).isEqualTo(created.string("provider"));
    }

    @Test
    void whereStripeMayHaveHeardNobodyElseIsAsked() {
        plan(Fault.Kind.STATUS, "/payment_intents$", 500, 1);
        var created = post("/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"KWD\"}");
        assertThat(created.status()).isEqualTo(202);
        assertThat(created.string("provider")).isEqualTo("stripe");
    }
}
