package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentConfirmParams;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeChallengeTest {
    private final StripeAccount stripe = new StripeAccount();

    @AfterAll
    void close() {
        stripe.close();
    }

    @Test
    void aPassedChallengeHoldsTheMoneyAndLeadsBack() throws StripeException {
        var page = challenge("https://shop.example/back?order=1");
        assertThat(stripe.exchange(HttpRequest.newBuilder(page)).body())
                .contains("complete", "fail")
                .doesNotContain("secret");
        var answer = click(page, "complete");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith("https://shop.example/back?order=1&payment_intent=pi_")
                .endsWith("redirect_status=succeeded");
        var intent = stripe.client.v1().paymentIntents().retrieve(id(page));
        assertThat(intent.getStatus()).isEqualTo("requires_capture");
        assertThat(intent.getNextAction()).isNull();
        assertThat(click(page, "fail").statusCode()).isEqualTo(303);
        assertThat(stripe.client.v1().paymentIntents().retrieve(id(page)).getStatus())
                .isEqualTo("requires_capture");
    }

    @Test
    void aFailedChallengeAsksForAnotherCard() throws StripeException {
        var page = challenge(null);
        assertThat(click(page, "fail").body()).contains("waits for nothing");
        var intent = stripe.client.v1().paymentIntents().retrieve(id(page));
        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        assertThat(intent.getLastPaymentError().getCode()).isEqualTo("payment_intent_authentication_failure");
        await().untilAsserted(() -> assertThat(stripe.received.types(id(page)))
                .containsExactly(
                        "payment_intent.created", "payment_intent.requires_action", "payment_intent.payment_failed"));
    }

    @Test
    void aChallengeIsAnsweredByItsTwoButtonsOnly() throws StripeException {
        var page = challenge(null);
        assertThat(click(page, "whatever").statusCode()).isEqualTo(400);
        assertThat(click(page.resolve("pi_unknown"), "complete").statusCode()).isEqualTo(404);
        assertThat(stripe.client.v1().paymentIntents().retrieve(id(page)).getStatus())
                .isEqualTo("requires_action");
    }

    private URI challenge(String returnUrl) throws StripeException {
        var params = PaymentIntentConfirmParams.builder()
                .setPaymentMethod("pm_card_threeDSecure2Required")
                .setReturnUrl(returnUrl);
        var intent = stripe.client
                .v1()
                .paymentIntents()
                .confirm(stripe.created(12_500).getId(), params.build());
        assertThat(intent.getStatus()).isEqualTo("requires_action");
        return URI.create(intent.getNextAction().getRedirectToUrl().getUrl());
    }

    private static String id(URI page) {
        return page.getPath().substring(page.getPath().lastIndexOf('/') + 1);
    }

    private HttpResponse<String> click(URI page, String button) {
        return stripe.exchange(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("outcome=" + button)));
    }
}
