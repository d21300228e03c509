package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.PaymentEvent;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import io.aman.payment.provider.paypal.PayPalFixture;
import io.aman.testing.AtOnce;
import io.aman.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;

class PayPalWebhookApiTest extends SandboxedService {

    private static final String PATH = "/api/payments/webhook/paypal";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    /** @param order PayPal's id of it */
    private record Waiting(String id, String order, String page) {}

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private Waiting waiting() {
        var id = post("/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"USD\",\"provider\":\"paypal\"}")
                .string("id");
        var answer = confirm(id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("state")).isEqualTo("REQUIRES_ACTION");
        var page = answer.json().path("nextAction").path("url").asString();
        return new Waiting(id, page.substring(page.indexOf("token=") + 6), page);
    }

    private Answer confirm(String id) {
        return post("/api/payments/" + id + "/confirm", key(), "{}");
    }

    /** What the payer does on PayPal's page; gives where the browser is sent then. */
    private static String acts(Waiting payment, String outcome) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(payment.page()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("outcome=" + outcome))
                .build();
        return BROWSER.send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private void awaitState(String id, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("state")).isEqualTo(state));
    }

    private Waiting held() throws Exception {
        var payment = waiting();
        acts(payment, "approve");
        awaitState(payment.id(), "AUTHORIZED");
        return payment;
    }

    private Answer capture(String id, String body) {
        return post("/api/payments/" + id + "/capture", key(), body);
    }

    private Answer refund(String id, String body) {
        return send(
                "POST",
                "/api/payments/" + id + "/refunds",
                body,
                Map.of(
                        "Authorization",
                        TestTokens.bearer("usr_clerk", "payment.refund"),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key()));
    }

    private JsonNode ledger(Waiting payment) {
        return SANDBOX.paypal().ledger(payment.order());
    }

    private static JsonNode command(String path, String body) {
        return PayPalFixture.command(SANDBOX, path, body);
    }

    /** The newest capture of an order, as PayPal told of it. */
    private String newestCapture(Waiting payment) {
        Document order = mongo.findById(payment.order(), Document.class, "paypalOrders");
        return order.getList("pieces", String.class).getLast();
    }

    private void awaitAllProcessed(Waiting payment) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SANDBOX.webhooks().about(payment.order()))
                        .isNotEmpty()
                        .allSatisfy(
                                webhook -> assertThat(stored(webhook.path("id").asString()))
                                        .isNotNull()
                                        .containsEntry("state", "PROCESSED")));
    }

    private Document stored(String eventId) {
        return mongo.findById("paypal:" + eventId, Document.class, MongoNotices.COLLECTION);
    }

    @Test
    void fromTheOrderToTheDispute() throws Exception {
        var payment = waiting();
        assertThat(acts(payment, "approve"))
                .startsWith("https://shop.example/return?payment=" + payment.id() + "&token=" + payment.order());
        awaitState(payment.id(), "AUTHORIZED");

        var first = capture(payment.id(), "{\"amountMinor\":4000,\"finalCapture\":false}");
        assertThat(first.string("state")).isEqualTo("PARTIALLY_CAPTURED");
        assertThat(first.json().path("capturableMinor").asLong()).isEqualTo(8_500);
        assertThat(capture(payment.id(), "{}").string("state")).isEqualTo("CAPTURED");
        assertThat(ledger(payment).path("captured").asLong()).isEqualTo(12_500);
        assertThat(ledger(payment).path("captures").asLong()).isEqualTo(2);

        assertThat(refund(payment.id(), "{\"amountMinor\":4000}").string("state"))
                .isEqualTo("SUCCEEDED");
        var dispute = command("captures/" + newestCapture(payment) + "/dispute", "{}")
                .path("dispute_id")
                .asString();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(payment(payment.id()).string("dispute")).isEqualTo("OPEN"));
        command("disputes/" + dispute + "/resolve", "{\"outcome\":\"RESOLVED_BUYER_FAVOUR\"}");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(payment(payment.id()).string("dispute")).isEqualTo("LOST"));
        awaitState(payment.id(), "REFUNDED");
        assertThat(payment(payment.id()).json().path("refunds")).hasSize(2);
        assertThat(ledger(payment).path("refunded").asLong()
                        + ledger(payment).path("reversed").asLong())
                .isEqualTo(12_500);
        awaitAllProcessed(payment);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(payment.id()))
                        .hasAtLeastOneElementOfType(PaymentEvent.Authorized.class)
                        .hasAtLeastOneElementOfType(PaymentEvent.Captured.class)
                        .hasAtLeastOneElementOfType(PaymentEvent.Disputed.class));
    }

    private Waiting capturedInThreeParts() throws Exception {
        var payment = held();
        capture(payment.id(), "{\"amountMinor\":2500,\"finalCapture\":false}");
        capture(payment.id(), "{\"amountMinor\":4000,\"finalCapture\":false}");
        assertThat(capture(payment.id(), "{}").string("state")).isEqualTo("CAPTURED");
        return payment;
    }

    @Test
    void oneRefundMaySpanAllCaptures() throws Exception {
        var payment = capturedInThreeParts();
        var refund = refund(payment.id(), "{\"reason\":\"all of it\"}");
        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.string("state")).isEqualTo("SUCCEEDED");
        assertThat(refund.json().path("amountMinor").asLong()).isEqualTo(12_500);
        assertThat(refund.json().path("refundedMinor").asLong()).isEqualTo(12_500);
        assertThat(refund.json()
                        .path("parts")
                        .valueStream()
                        .map(part -> part.path("amountMinor").asLong()))
                .containsExactly(6_000L, 4_000L, 2_500L);
        assertThat(ledger(payment).path("refunded").asLong()).isEqualTo(12_500);
        assertThat(payment(payment.id()).json().path("refunds")).hasSize(1);
        awaitAllProcessed(payment);
        assertThat(payment(payment.id()).string("state")).isEqualTo("REFUNDED");
        assertThat(payment(payment.id()).json().path("refunds")).hasSize(1);
    }

    @Test
    void aRefundOfWhichPayPalRefusesAPartIsSaidToHaveSucceededInPart() throws Exception {
        var payment = capturedInThreeParts();
        plan("paypal", Fault.Kind.STATUS, "/captures/" + newestCapture(payment) + "/refund", 422, 1);
        var refund = refund(payment.id(), "{}");
        assertThat(refund.string("state")).isEqualTo("PARTIALLY_SUCCEEDED");
        assertThat(refund.json().path("refundedMinor").asLong()).isEqualTo(6_500);
        assertThat(refund.string("failure")).isNotBlank();
        assertThat(payment(payment.id()).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(ledger(payment).path("refunded").asLong()).isEqualTo(6_500);

        var rest = refund(payment.id(), "{\"amountMinor\":6000}");
        assertThat(rest.string("state")).isEqualTo("SUCCEEDED");
        assertThat(rest.json().path("parts").isMissingNode()).isTrue();
        assertThat(payment(payment.id()).string("state")).isEqualTo("REFUNDED");
    }

    @Test
    void whoDeclinesMayTryAgain() throws Exception {
        var payment = waiting();
        acts(payment, "decline");
        awaitState(payment.id(), "FAILED");
        assertThat(payment(payment.id()).json().path("failure").path("code").asString())
                .isEqualTo("instrument_declined");
        assertThat(confirm(payment.id()).string("state")).isEqualTo("REQUIRES_ACTION");
        acts(payment, "approve");
        awaitState(payment.id(), "AUTHORIZED");
        awaitAllProcessed(payment);
        assertThat(payment(payment.id()).string("state")).isEqualTo("AUTHORIZED");
        assertThat(ledger(payment).path("authorizations").asLong()).isEqualTo(1);
    }

    @Test
    void whatWasCanceledStaysCanceledWhateverThePayerDoesThen() throws Exception {
        var payment = waiting();
        assertThat(post("/api/payments/" + payment.id() + "/cancel", key(), "{}")
                        .string("state"))
                .isEqualTo("CANCELED");
        acts(payment, "approve");
        awaitAllProcessed(payment);
        assertThat(payment(payment.id()).string("state")).isEqualTo("CANCELED");
        assertThat(ledger(payment).path("authorizations").asLong()).isZero();
    }

    /** Whoever wins: nothing is held that the payment does not show. */
    @Tag("slow")
    @RepeatedTest(5)
    void cancelingWhileThePayerApprovesEndsAsPayPalHasIt() throws Exception {
        var payment = waiting();
        AtOnce.run(
                2,
                n -> n == 0
                        ? command("orders/" + payment.order() + "/approve", "{}")
                        : post("/api/payments/" + payment.id() + "/cancel", key(), "{}"));
        awaitAllProcessed(payment);
        await().atMost(SOON).untilAsserted(() -> {
            var held = ledger(payment).path("authorizations").asLong() == 1;
            assertThat(payment(payment.id()).string("state")).isEqualTo(held ? "AUTHORIZED" : "CANCELED");
        });
    }

    @Test
    void whatIsHeldIsLetGo() throws Exception {
        var payment = held();
        assertThat(post("/api/payments/" + payment.id() + "/cancel", key(), "{}")
                        .string("state"))
                .isEqualTo("CANCELED");
        assertThat(ledger(payment).path("authorized").asLong()).isZero();
        awaitAllProcessed(payment);
    }

    @Test
    void whatIsDoneAtPayPalItselfIsHeardOf() throws Exception {
        var payment = held();
        capture(payment.id(), "{}");
        command("captures/" + newestCapture(payment) + "/reverse", "{}");
        awaitState(payment.id(), "REFUNDED");
    }

    @Test
    void aCaptureUnderReviewIsWaitedFor() throws Exception {
        var payment = waiting();
        command("orders/" + payment.order() + "/approve", "{\"capture\":\"PENDING\"}");
        awaitState(payment.id(), "AUTHORIZED");
        var answer = capture(payment.id(), "{}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("state")).isEqualTo("PROCESSING");
        command("captures/" + newestCapture(payment) + "/complete", "{}");
        awaitState(payment.id(), "CAPTURED");
    }

    /** The payer's return, the webhook and reconciliation at once. */
    @Test
    void whoeverAsksForTheHoldItIsMadeOnce() throws Exception {
        plan("paypal", Fault.Kind.DUPLICATE_WEBHOOK, "CHECKOUT.ORDER.APPROVED", 500, 1);
        var payment = waiting();
        command("orders/" + payment.order() + "/approve", "{}");
        AtOnce.run(10, _ -> confirm(payment.id()).status());
        awaitState(payment.id(), "AUTHORIZED");
        awaitAllProcessed(payment);
        assertThat(ledger(payment).path("authorizations").asLong()).isEqualTo(1);
    }

    @Test
    void anApprovalThatNobodyTellsOfIsFoundByAsking() throws Exception {
        plan("paypal", Fault.Kind.DROP_WEBHOOK, "CHECKOUT.ORDER.APPROVED", 500, 1);
        var payment = waiting();
        acts(payment, "approve");
        awaitState(payment.id(), "AUTHORIZED");
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT_AFTER_EFFECT", "TIMEOUT", "RESET", "STATUS"})
    void aCaptureWhoseAnswerIsLostIsMadeOnce(Fault.Kind kind) throws Exception {
        var payment = held();
        plan("paypal", kind, "/capture", 500, 1);
        assertThat(capture(payment.id(), "{}").status()).isIn(200, 202); // the webhook may be there first
        awaitState(payment.id(), "CAPTURED");
        assertThat(ledger(payment).path("captures").asLong()).isEqualTo(1);
    }

    @Tag("slow")
    @Test
    void duplicatedAndReorderedDeliveriesTellOfEachCaptureOnce() throws Exception {
        plan("paypal", Fault.Kind.DUPLICATE_WEBHOOK, "PAYMENT", 500, 3);
        plan("paypal", Fault.Kind.REORDER_WEBHOOKS, "PAYMENT", 500, 1);
        var payment = held();
        capture(payment.id(), "{\"amountMinor\":4000,\"finalCapture\":false}");
        capture(payment.id(), "{}");
        awaitAllProcessed(payment);
        assertThat(payment(payment.id()).string("state")).isEqualTo("CAPTURED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(payment.id()))
                        .filteredOn(PaymentEvent.Captured.class::isInstance)
                        .extracting(event ->
                                ((PaymentEvent.Captured) event).capturedTotal().amountMinor())
                        .containsExactly(4_000L, 12_500L));
    }

    private Answer admin(String path, String body) {
        return send(
                "POST",
                path,
                body,
                Map.of(
                        "Authorization",
                        TestTokens.bearer("usr_op", "payment.admin"),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key()));
    }

    private JsonNode replayed(List<String> ids, boolean dryRun) {
        var ordered = admin(
                "/api/payments/webhooks/replays",
                "{\"ids\":[\"%s\"],\"dryRun\":%s}".formatted(String.join("\",\"", ids), dryRun));
        assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
        var path = ordered.http().headers().firstValue("Location").orElseThrow();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(path, "payment.admin").string("finishedAt"))
                        .isNotEmpty());
        return get(path, "payment.admin").json();
    }

    @Test
    void whatWasStoredIsReadAgainWithoutADifferenceAndWhatChangedAtPayPalIsTold() throws Exception {
        var payment = held();
        capture(payment.id(), "{}");
        refund(payment.id(), "{\"amountMinor\":4000}");
        awaitAllProcessed(payment);
        var ids = SANDBOX.webhooks().about(payment.order()).stream()
                .map(webhook -> "paypal:" + webhook.path("id").asString())
                .toList();
        assertThat(ids).hasSizeGreaterThanOrEqualTo(3); // approved, captured, refunded
        var same = replayed(ids, true);
        assertThat(same.path("read").asInt()).isEqualTo(ids.size());
        assertThat(same.path("same").asInt()).as(same.toString()).isEqualTo(ids.size());

        plan("paypal", Fault.Kind.DROP_WEBHOOK, "", 0, 100);
        command("captures/" + newestCapture(payment) + "/reverse", "{}");
        var changed = replayed(ids.subList(ids.size() - 1, ids.size()), true);
        assertThat(changed.path("items").path(0).path("payment").toString())
                .contains("{\"field\":\"state\",\"before\":\"PARTIALLY_REFUNDED\",\"after\":\"REFUNDED\"}");
        assertThat(payment(payment.id()).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        replayed(ids.subList(ids.size() - 1, ids.size()), false);
        assertThat(payment(payment.id()).string("state")).isEqualTo("REFUNDED");
    }

    private static Query lines(Waiting payment) {
        return Query.query(Criteria.where("paymentId").is(payment.id()));
    }

    private void awaitBooked(Waiting payment, int count) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(mongo.count(lines(payment), "book_lines")).isEqualTo(count));
    }

    private JsonNode comparedDay() {
        var path = "/api/payments/reconciliation/days/"
                + now().atZone(ZoneOffset.UTC).toLocalDate();
        var before = get(path, "payment.admin").json().at("/day/comparedAt").asString("");
        assertThat(admin(path, "{}").status()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(path, "payment.admin")
                                .json()
                                .at("/day/comparedAt")
                                .asString(""))
                        .isNotEqualTo(before));
        return get(path + "?limit=500", "payment.admin").json();
    }

    private static List<JsonNode> about(JsonNode day, Waiting payment) {
        return day.path("items")
                .valueStream()
                .filter(difference -> difference.path("paymentRef").asString().equals(payment.order()))
                .toList();
    }

    @Test
    void whatWasTakenAndGivenBackAgreesWithPayPalsOwnRecordAndWhatDoesNotIsListed() throws Exception {
        var payment = held();
        capture(payment.id(), "{\"amountMinor\":4000,\"finalCapture\":false}");
        capture(payment.id(), "{}");
        refund(payment.id(), "{\"amountMinor\":2500}");
        awaitBooked(payment, 3);
        var day = comparedDay();
        assertThat(day.at("/day/unread").toString()).doesNotContain("paypal");
        assertThat(day.at("/day/totals").toString()).contains("\"provider\":\"paypal\"");
        assertThat(about(day, payment)).isEmpty();

        mongo.remove(lines(payment).addCriteria(Criteria.where("kind").is("REFUND")), "book_lines");
        assertThat(about(comparedDay(), payment)).singleElement().satisfies(difference -> {
            assertThat(difference.path("what").asString()).isEqualTo("MISSING_HERE");
            assertThat(difference.path("kind").asString()).isEqualTo("REFUND");
            assertThat(difference.path("theirsMinor").asLong()).isEqualTo(2_500);
        });
    }

    private static String event(String id, String type, String order) {
        return """
                {"id":"%s","event_type":"%s","resource":{"id":"%s"}}""".formatted(id, type, order);
    }

    private static String eventId() {
        return "WH-" + UUID.randomUUID();
    }

    private static Map<String, String> signed(String body, Instant at) {
        return SANDBOX.paypal().sign(body.getBytes(StandardCharsets.UTF_8), at);
    }

    private Answer deliver(String body, Map<String, String> headers) {
        return send("POST", PATH, body, headers);
    }

    @Test
    void whatPayPalDidNotSignIsRefusedAndNotStored() {
        var event = eventId();
        var body = event(event, "CHECKOUT.ORDER.APPROVED", "O1");
        var now = now();
        assertThat(deliver(body, signed(body, now.minus(Duration.ofDays(4)))).string("code"))
                .isEqualTo("INVALID_SIGNATURE");
        assertThat(deliver(body, signed(body, now.plus(Duration.ofMinutes(6)))).status())
                .isEqualTo(400);
        assertThat(deliver(body, Map.of()).status()).isEqualTo(400);
        assertThat(deliver(body + " ", signed(body, now)).status()).isEqualTo(400);
        var elsewhere = new HashMap<>(signed(body, now));
        elsewhere.put("PAYPAL-CERT-URL", "https://evil.example/v1/notifications/certs/CERT-1");
        assertThat(deliver(body, elsewhere).status()).isEqualTo(400);
        assertThat(stored(event)).isNull();
    }

    @Test
    void aSecondDeliveryIsAcknowledgedAndDoesNothing() {
        var payment = waiting();
        var event = eventId();
        var body = event(event, "CHECKOUT.ORDER.APPROVED", payment.order());
        assertThat(deliver(body, signed(body, now())).json().path("duplicate").asBoolean())
                .isFalse();
        var again = deliver(body, signed(body, now()));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        assertThat(stored(event).getString("body")).isEqualTo(body);
    }

    @Test
    void theBodyIsAHintAndOnlyPayPalItselfIsBelieved() {
        var payment = waiting();
        var event = eventId();
        var body = event(event, "CHECKOUT.ORDER.APPROVED", payment.order());
        deliver(body, signed(body, now()));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stored(event).getString("state")).isEqualTo("PROCESSED"));
        assertThat(payment(payment.id()).string("state")).isEqualTo("REQUIRES_ACTION");
    }

    @Test
    void aLargeBodyIsRefused() {
        var body = "{\"x\":\"" + "x".repeat(256 * 1024) + "\"}";
        assertThat(deliver(body, signed(body, now())).status()).isEqualTo(413);
    }
}
