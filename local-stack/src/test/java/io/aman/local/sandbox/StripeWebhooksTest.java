package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.Webhook;
import com.stripe.param.RefundCreateParams;
import io.aman.local.sandbox.provider.Fault;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripeWebhooksTest {
    private final StripeAccount stripe = new StripeAccount();
    private final Received received = stripe.received;

    @AfterEach
    void close() {
        stripe.close();
    }

    @Test
    void everyStepIsToldInOrderSignedAndTyped() throws Exception {
        var intent = stripe.captured(12_500);
        stripe.client
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(intent.getId())
                        .setAmount(500L)
                        .build());
        await().untilAsserted(() -> assertThat(received.types(intent.getId()))
                .containsExactly(
                        "payment_intent.created",
                        "payment_intent.amount_capturable_updated",
                        "payment_intent.succeeded",
                        "refund.created",
                        "charge.refunded"));
        for (var delivery : received.about(intent.getId())) {
            var event = Webhook.constructEvent(delivery.body(), delivery.signature(), secret());
            var object = event.getDataObjectDeserializer().getObject();
            assertThat(object).as(event.getType()).isPresent();
            assertThat(object.get()).isInstanceOfAny(PaymentIntent.class, Refund.class, Charge.class);
            assertThat(stripe.client.v1().events().retrieve(event.getId()).getType())
                    .isEqualTo(event.getType());
        }
    }

    @Test
    void aTamperedDeliveryDoesNotVerifyAndAnHonestOneDoes() throws Exception {
        var id = stripe.created(12_500).getId();
        await().until(() -> received.about(id).size() == 1);
        var event = received.about(id).getFirst().id();
        assertThat(command("POST", "/stripe/events/" + event + "/deliver", "{\"tamper\":true}"))
                .contains("200");
        assertThat(command("POST", "/stripe/events/" + event + "/deliver", "{\"timestampOffsetSeconds\":-400}"))
                .contains("200");
        assertThat(command("POST", "/stripe/events/" + event + "/deliver", "")).contains("200");
        assertRefused(received.about(id).get(1), "No signatures found matching");
        assertRefused(received.about(id).get(2), "Timestamp outside the tolerance zone");
        var honest = received.about(id).get(3);
        assertThat(Webhook.constructEvent(honest.body(), honest.signature(), secret())
                        .getId())
                .isEqualTo(event);
    }

    private void assertRefused(Received.Delivery delivery, String why) {
        assertThatThrownBy(() -> Webhook.constructEvent(delivery.body(), delivery.signature(), secret()))
                .isInstanceOf(SignatureVerificationException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aWebhookIsSentUntilItIsAccepted() throws StripeException {
        received.answer(503);
        var id = stripe.held(12_500).getId();
        await().until(() -> received.about(id).size() >= 2);
        assertThat(received.types(id)).as("the next one waits").containsOnly("payment_intent.created");
        assertThat(events(id)).contains("\"state\" : \"PENDING\"", "\"deliveredStatus\" : 503");
        received.answer(200);
        await().untilAsserted(
                        () -> assertThat(received.types(id)).contains("payment_intent.amount_capturable_updated"));
        await().untilAsserted(
                        () -> assertThat(events(id)).doesNotContain("PENDING").contains("\"deliveredStatus\" : 200"));
    }

    @Test
    void oneThatIsRefusedLetsTheOthersPass() throws StripeException {
        received.answer(400);
        var id = stripe.held(12_500).getId();
        await().untilAsserted(
                        () -> assertThat(received.types(id)).contains("payment_intent.amount_capturable_updated"));
    }

    @Test
    void aDuplicateComesTwice() throws StripeException {
        stripe.fault(Fault.Kind.DUPLICATE_WEBHOOK, "created", Duration.ZERO);
        var id = stripe.created(12_500).getId();
        await().until(() -> received.about(id).size() == 2);
        assertThat(received.about(id).get(0).id())
                .isEqualTo(received.about(id).get(1).id());
    }

    @Test
    void reorderedOnesSwapPlaces() throws StripeException {
        stripe.fault(Fault.Kind.REORDER_WEBHOOKS, "amount_capturable_updated", Duration.ofSeconds(10));
        var id = stripe.captured(12_500).getId();
        await().untilAsserted(() -> assertThat(received.types(id))
                .containsExactly(
                        "payment_intent.created",
                        "payment_intent.succeeded",
                        "payment_intent.amount_capturable_updated"));
    }

    @Test
    void oneWithoutSuccessorIsReorderedInVain() throws StripeException {
        stripe.fault(Fault.Kind.REORDER_WEBHOOKS, "created", Duration.ofMillis(50));
        var id = stripe.created(12_500).getId();
        await().until(() -> received.about(id).size() == 1);
    }

    @Test
    void aDelayedOneIsOvertaken() throws StripeException {
        stripe.fault(Fault.Kind.DELAY_WEBHOOK, "payment_intents/[^/]+/confirm", Duration.ofMillis(700));
        var id = stripe.captured(12_500).getId();
        await().untilAsserted(() -> assertThat(received.types(id))
                .endsWith("payment_intent.succeeded", "payment_intent.amount_capturable_updated"));
    }

    @Test
    void aDroppedOneComesOnlyWhenAskedFor() throws StripeException {
        stripe.fault(Fault.Kind.DROP_WEBHOOK, "succeeded", Duration.ZERO);
        var id = stripe.captured(12_500).getId();
        await().until(() -> received.about(id).size() == 2);
        assertThat(events(id)).contains("DROPPED");
        var dropped = stripe.sandbox.webhooks().about(id).getLast().path("id").asString();
        assertThat(command("POST", "/stripe/events/" + dropped + "/deliver", "{}"))
                .contains("200");
        assertThat(received.types(id)).endsWith("payment_intent.succeeded");
    }

    @Test
    void whatNobodyReceivesIsAnsweredAsStatusZero() throws StripeException {
        var id = stripe.created(12_500).getId();
        await().until(() -> received.about(id).size() == 1);
        received.answer(Received.NOBODY);
        var event = received.about(id).getFirst().id();
        assertThat(command("POST", "/stripe/events/" + event + "/deliver", "")).contains("\"status\" : 0");
        assertThat(command("POST", "/stripe/events/evt_unknown/deliver", "")).contains("no such event");
        assertThat(command("POST", "/stripe/events/" + event + "/deliver", "[1"))
                .contains("not a JSON object");
    }

    private String events(String intent) {
        return command("GET", "/stripe/events?payment_intent=" + intent, "");
    }

    private String command(String method, String path, String body) {
        return stripe.exchange(HttpRequest.newBuilder(stripe.uri("/_sandbox" + path))
                        .method(method, BodyPublishers.ofString(body)))
                .body();
    }

    private String secret() {
        return stripe.sandbox.stripe().keys().webhookSecret();
    }
}
