package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.payment.SandboxedService;
import io.aman.payment.provider.paypal.PayPalFixture;
import java.time.Clock;
import java.time.Instant;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/** Payments at PayPal, and whoever looks at its pages. */
abstract class PayPalPages extends SandboxedService {

    /** @param order PayPal's id of it */
    record Waiting(String id, String order, String page) {}

    static Instant now() {
        return Clock.systemUTC().instant();
    }

    Waiting waiting() {
        var id = post("/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"USD\",\"provider\":\"paypal\"}")
                .string("id");
        var answer = confirm(id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("state")).isEqualTo("REQUIRES_ACTION");
        var page = answer.json().path("nextAction").path("url").asString();
        return new Waiting(id, page.substring(page.indexOf("token=") + 6), page);
    }

    Answer confirm(String id) {
        return post("/api/payments/" + id + "/confirm", key(), "{}");
    }

    void awaitState(String id, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("state")).isEqualTo(state));
    }

    Waiting held() {
        var payment = waiting();
        acts(payment.page(), "approve");
        awaitState(payment.id(), "AUTHORIZED");
        return payment;
    }

    Answer capture(String id, String body) {
        return post("/api/payments/" + id + "/capture", key(), body);
    }

    static JsonNode command(String path, String body) {
        return PayPalFixture.command(SANDBOX, path, body);
    }

    /** The newest capture of an order, as PayPal told of it. */
    String newestCapture(Waiting payment) {
        Document order = mongo.findById(payment.order(), Document.class, "paypalOrders");
        return order.getList("pieces", String.class).getLast();
    }

    void awaitAllProcessed(Waiting payment) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SANDBOX.webhooks().about(payment.order()))
                        .isNotEmpty()
                        .allSatisfy(
                                webhook -> assertThat(stored(webhook.path("id").asString()))
                                        .isNotNull()
                                        .containsEntry("state", "PROCESSED")));
    }

    Document stored(String eventId) {
        return mongo.findById("paypal:" + eventId, Document.class, MongoNotices.COLLECTION);
    }
}
