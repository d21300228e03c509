package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.payment.SandboxedService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Payments at KNET, and whoever looks at its pages. */
abstract class KnetPages extends SandboxedService {

    /** A payment of 20.550 KWD whose payer looks at KNET's page. */
    record Open(String id, String trackId) {}

    Open open() {
        var id = post("/api/payments", key(), "{\"amountMinor\":20550,\"currency\":\"KWD\",\"provider\":\"knet\"}")
                .string("id");
        var answer = post("/api/payments/" + id + "/confirm", key(), "{}");
        assertThat(answer.string("state")).isEqualTo("REQUIRES_ACTION");
        var page = URI.create(answer.json().path("nextAction").path("url").asString());
        assertThat(exchange(HttpRequest.newBuilder(page).build()).statusCode()).isEqualTo(303);
        return new Open(id, attempt(id).getString("_id"));
    }

    Document attempt(String paymentId) {
        return mongo.findOne(Query.query(Criteria.where("paymentId").is(paymentId)), Document.class, "knetAttempts");
    }

    static JsonNode command(Open open, String action, String body) {
        var uri = SANDBOX.baseUrl().resolve("/_sandbox/knet/payments/" + open.trackId() + "/" + action);
        var answer = exchange(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build());
        return JsonMapper.shared().readTree(answer.body());
    }

    void awaitState(Open open, String state) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(payment(open.id()).string("state")).isEqualTo(state));
    }
}
