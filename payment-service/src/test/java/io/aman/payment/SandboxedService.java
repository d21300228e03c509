package io.aman.payment;

import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import io.aman.testing.Unindexed;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with the providers' sandbox beside it, whose webhooks come back over HTTP; one for all tests. */
@ServiceTest
@Unindexed(
        collection = "payments",
        fields = {"amount.amountMinor", "amount.currency", "shownState"},
        reason = "a search within one payer's own, in the order of its pages")
@Unindexed(collection = "invoiceSeries", reason = "one document for each series of numbers, a few a year")
@Unindexed(
        collection = "notices",
        fields = {"provider", "type", "state", "_id", "body"},
        reason = "the few about one payment, or an operator's search within a window of time")
public abstract class SandboxedService extends SandboxedProviders {

    /** How long at most a test waits for what has to come. */
    protected static final Duration SOON = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    protected MongoOperations mongo;

    /** Somebody whom no other test knows. */
    protected final String payer = "usr_" + UUID.randomUUID();

    @BeforeEach
    void listen() {
        listenAt(url(""));
    }

    /** An answer over HTTP. */
    protected record Answer(int status, String text, HttpResponse<String> http) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        public String string(String field) {
            return json().path(field).asString("");
        }
    }

    protected URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    protected Answer send(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(url(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        var response = exchange(request.build());
        return new Answer(response.statusCode(), response.body(), response);
    }

    protected Answer get(String path, String... permissions) {
        return send("GET", path, null, Map.of("Authorization", TestTokens.bearer(payer, permissions)));
    }

    protected Answer post(String path, String key, String body) {
        return postAs(payer, path, key, body);
    }

    protected Answer postAs(String user, String path, String key, String body) {
        return send("POST", path, body, headers(TestTokens.bearer(user, "payment.create", "payment.view"), key));
    }

    /** Of a call that changes something: JSON, under a key, from Kuwait. */
    protected static Map<String, String> headers(String authorization, String key) {
        return Map.of(
                "Authorization",
                authorization,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key,
                "X-Client-Address",
                "203.0.113.7");
    }

    /** What a clerk asks who may give money back. */
    protected Answer refund(String id, String body) {
        var clerk = TestTokens.bearer("usr_clerk", "payment.refund");
        return send("POST", "/api/payments/" + id + "/refunds", body, headers(clerk, key()));
    }

    /** What an operator asks for. */
    protected Answer order(String path, String body) {
        return send("POST", path, body, headers(TestTokens.bearer("usr_op", "payment.admin"), key()));
    }

    protected static String key() {
        return UUID.randomUUID().toString();
    }

    protected String created() {
        return post(
                        "/api/payments",
                        key(),
                        "{\"amountMinor\":12500,\"currency\":\"KWD\",\"provider\":\"stripe\",\"reference\":\"order-1\"}")
                .string("id");
    }

    protected Answer confirm(String id, String method) {
        return post("/api/payments/" + id + "/confirm", key(), "{\"paymentMethod\":\"" + method + "\"}");
    }

    protected Answer capture(String id) {
        return post("/api/payments/" + id + "/capture", key(), "{}");
    }

    protected String authorized() {
        var id = created();
        confirm(id, "pm_card_visa");
        return id;
    }

    protected Answer payment(String id) {
        return get("/api/payments/" + id, "payment.view");
    }

    /** The ids of what this payer sees, the newest first. */
    protected List<String> mine() {
        return StreamSupport.stream(
                        get("/api/payments?limit=100", "payment.view")
                                .json()
                                .get("items")
                                .spliterator(),
                        false)
                .map(item -> item.path("id").asString())
                .toList();
    }

    protected JsonNode audit(String id) {
        return get("/api/payments/audit/" + id, "payment.audit").json().get("entries");
    }

    protected List<PaymentEvent> events(String id) {
        return EmbeddedKafka.events(Topics.PAYMENTS, id, PaymentEvent.class);
    }
}
