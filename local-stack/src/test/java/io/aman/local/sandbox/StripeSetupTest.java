package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.SetupIntent;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.SetupIntentCreateParams;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeSetupTest {
    private final StripeAccount stripe = new StripeAccount();

    @AfterAll
    void close() {
        stripe.close();
    }

    private SetupIntent setup(String method) throws StripeException {
        var customer = stripe.client
                .v1()
                .customers()
                .create(CustomerCreateParams.builder().build())
                .getId();
        return stripe.client
                .v1()
                .setupIntents()
                .create(SetupIntentCreateParams.builder()
                        .setCustomer(customer)
                        .setPaymentMethod(method)
                        .addPaymentMethodType("card")
                        .setConfirm(true)
                        .setReturnUrl("https://shop.example/back")
                        .build());
    }

    private SetupIntent read(SetupIntent setup) throws StripeException {
        return stripe.client.v1().setupIntents().retrieve(setup.getId());
    }

    private String click(SetupIntent setup, String button) {
        var page = URI.create(setup.getNextAction().getRedirectToUrl().getUrl());
        return stripe.exchange(HttpRequest.newBuilder(page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("outcome=" + button)))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    @Test
    void aCardIsAttachedOnceItsPayerHasAuthenticated() throws StripeException {
        var setup = setup("pm_card_threeDSecure2Required");
        assertThat(setup.getStatus()).isEqualTo("requires_action");
        assertThat(click(setup, "complete"))
                .startsWith("https://shop.example/back?setup_intent=seti_")
                .endsWith("redirect_status=succeeded");
        assertThat(read(setup).getStatus()).isEqualTo("succeeded");
        var method = stripe.client.v1().paymentMethods().retrieve(setup.getPaymentMethod());
        assertThat(method.getCustomer()).isEqualTo(setup.getCustomer());
        await().untilAsserted(() -> assertThat(stripe.received.types(setup.getId()))
                .containsExactly("setup_intent.created", "setup_intent.requires_action", "setup_intent.succeeded"));
    }

    @Test
    void aFailedAuthenticationAsksForAnotherCard() throws StripeException {
        var setup = setup("pm_card_threeDSecure2Required");
        assertThat(click(setup, "fail")).endsWith("redirect_status=failed");
        assertThat(read(setup).getStatus()).isEqualTo("requires_payment_method");
        assertThat(read(setup).getLastSetupError().getCode()).isEqualTo("setup_intent_authentication_failure");
        click(setup, "complete");
        assertThat(read(setup).getStatus()).isEqualTo("requires_payment_method");
    }

    @Test
    void aCardThatTheIssuerDeclinesIsAnErrorAndAGoodOneIsAttachedAtOnce() throws StripeException {
        assertThatThrownBy(() -> setup("pm_card_chargeDeclined")).isInstanceOf(CardException.class);
        assertThat(setup("pm_card_visa").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void oneThatWaitsCanBeCanceledAndOneThatSucceededCannot() throws StripeException {
        var waiting = setup("pm_card_threeDSecure2Required");
        assertThat(stripe.client.v1().setupIntents().cancel(waiting.getId()).getStatus())
                .isEqualTo("canceled");
        click(waiting, "complete");
        assertThat(read(waiting).getStatus()).isEqualTo("canceled");
        var done = setup("pm_card_visa");
        assertThatThrownBy(() -> stripe.client.v1().setupIntents().cancel(done.getId()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        error -> assertThat(error.getCode()).isEqualTo("setup_intent_unexpected_state"));
    }
}
