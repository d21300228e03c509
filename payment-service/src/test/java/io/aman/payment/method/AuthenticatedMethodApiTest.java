package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** Methods whose payer has to act on a page of the provider. */
class AuthenticatedMethodApiTest extends MethodCalls {

    private Answer authenticating(String token) {
        return post(PATH, key(), "{\"provider\":\"stripe\",\"token\":\"%s\",\"returnTo\":\"app\"}".formatted(token));
    }

    private static String page(Answer waiting) {
        return waiting.json().path("nextAction").path("url").asString();
    }

    private void awaitState(String id, String state) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get(PATH + "/" + id, "payment.view").string("state"))
                                .isEqualTo(state));
    }

    @Test
    void aCardWhosePayerMustAuthenticateIsKeptOnceHeHas() {
        var waiting = authenticating("pm_card_threeDSecure2Required");
        assertThat(waiting.status()).as(waiting.text()).isEqualTo(202);
        assertThat(waiting.string("state")).isEqualTo("REQUIRES_ACTION");
        var id = waiting.string("id");
        assertThat(confirmWith(created(), "{\"savedMethod\":\"" + id + "\"}").string("code"))
                .isEqualTo("INVALID_PAYMENT_METHOD");
        assertThat(acts(page(waiting), "complete"))
                .startsWith("https://app.example/paid?from=aman&method=" + id + "&setup_intent=seti_");
        awaitState(id, "ACTIVE"); // by the webhook
        var kept = get(PATH + "/" + id, "payment.view");
        assertThat(kept.string("last4")).isEqualTo("3220");
        assertThat(kept.json().path("nextAction").isMissingNode()).isTrue();
        assertThat(keptAtStripe()).isOne();
    }

    @Test
    void whoeverComesBackIsLookedAtEvenWhereNoWebhookArrives() {
        unheard();
        var waiting = authenticating("pm_card_threeDSecure2Required");
        var check = PATH + "/" + waiting.string("id") + "/check";
        assertThat(call("POST", check).status()).isEqualTo(202);
        acts(page(waiting), "complete");
        var kept = call("POST", check);
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.string("state")).isEqualTo("ACTIVE");
        assertThat(callAs("usr_stranger", "POST", check).status()).isEqualTo(404);
    }

    @Test
    void aCardWhosePayerFailsToAuthenticateIsNotKeptAndSaysWhy() {
        var waiting = authenticating("pm_card_threeDSecure2Required");
        acts(page(waiting), "fail");
        awaitState(waiting.string("id"), "FAILED");
        var failed = get(PATH + "/" + waiting.string("id"), "payment.view");
        assertThat(failed.json().path("failure").path("code").asString()).isEqualTo("authentication_required");
        assertThat(keptAtStripe()).isZero();
        assertThat(authenticating("pm_card_visa").status()).isEqualTo(201);
        assertThat(authenticating("pm_card_chargeDeclined").string("code")).isEqualTo("PAYMENT_METHOD_REJECTED");
        assertThat(list()).hasSize(1);
    }

    @Test
    void aPayPalAccountIsRememberedAndPaysWithoutAsking() throws Exception {
        var waiting = post(PATH, key(), "{\"provider\":\"paypal\",\"makeDefault\":true}");
        assertThat(waiting.status()).as(waiting.text()).isEqualTo(202);
        var id = waiting.string("id");
        assertThat(acts(page(waiting), "approve")).startsWith("https://shop.example/return?method=" + id);
        var kept = call("POST", PATH + "/" + id + "/check");
        assertThat(kept.string("state")).as(kept.text()).isEqualTo("ACTIVE");
        assertThat(kept.string("kind")).isEqualTo("paypal");
        assertThat(kept.json().path("default").asBoolean()).isTrue();
        var payment = post(
                        "/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"USD\",\"provider\":\"paypal\"}")
                .string("id");
        assertThat(confirmWith(payment, "{}").string("state")).isEqualTo("AUTHORIZED");
        assertThat(capture(payment).string("state")).isEqualTo("CAPTURED");
        assertThat(call("DELETE", PATH + "/" + id).status()).isEqualTo(204);
        assertThat(list()).isEmpty();
    }

    @Test
    void aPayPalTokenThatAPayerNamesIsNoPaymentMethod() {
        var payment = post(
                        "/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"USD\",\"provider\":\"paypal\"}")
                .string("id");
        assertThat(confirmWith(payment, "{\"paymentMethod\":\"8kk8451t\"}").string("code"))
                .isEqualTo("INVALID_PAYMENT_METHOD");
    }
}
