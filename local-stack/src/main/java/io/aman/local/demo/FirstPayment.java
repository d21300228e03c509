package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import io.aman.local.stack.LocalStack;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A person registers, signs in, pays by card, gets a receipt, signs out, and is refused afterwards. */
final class FirstPayment {

    private static final long AMOUNT_MINOR = 12_500;

    private final Api gateway;
    private final Api mail;
    private final StripeSide stripe;
    private final String run = Cast.randomHex(4);
    private final Person noura;
    private final Person stranger;
    private final Person admin;

    private String userId = "";
    private String paymentId = "";
    private String intentId = "";
    private String created = "";
    private String captured = "";

    FirstPayment(LocalStack stack) {
        this.gateway = Api.at(stack.gateway());
        this.mail = Api.at(stack.ports().mailUri());
        this.stripe = new StripeSide(Api.at(stack.ports().sandboxUri()));
        this.noura = new Person(gateway, "noura-" + run + "@example.com", "correct horse " + Cast.randomHex(8));
        this.stranger = new Person(gateway, "stranger-" + run + "@example.com", "battery staple " + Cast.randomHex(8));
        this.admin = new Person(gateway, stack.adminEmail(), stack.adminPassword());
    }

    void run(Steps steps) {
        steps.step("A person registers", this::register);
        steps.step("A wrong password is refused", this::wrongPassword);
        steps.step("The person signs in", this::login);
        steps.step("Without a token nothing is answered", this::noToken);
        steps.step("A payment of 12.500 KWD is created", this::create);
        steps.step("The same Idempotency-Key again gives the same answer", this::createAgain);
        steps.step("Another body under that key is refused", this::otherBody);
        steps.step("The card is confirmed: the amount is held", this::confirm);
        steps.step("The amount is captured at the sandboxed Stripe", this::capture);
        steps.step("The capture again gives the same answer and charges nothing", this::captureAgain);
        steps.step("Stripe's signed webhook came in through the gateway and is stored", this::webhookStored);
        steps.step("The same webhook again changes nothing", this::webhookAgain);
        steps.step("A forged webhook is refused", this::webhookForged);
        steps.step("The audit trail names who did what", this::audit);
        steps.step("Another person cannot see the payment", this::foreign);
        steps.step("The receipt lies in the mail catcher, in the payer's language", this::receipt);
        steps.step("The inbox has the receipt, and a warning of the wrong password", this::inbox);
        steps.step("Once read, none is unread", this::read);
        steps.step("The sign-ins are in the person's activity", this::activity);
        steps.step("The person signs out", this::logout);
        steps.step("The token is refused at the gateway", this::refused);
        steps.step("The refresh token is refused too", this::refreshRefused);
    }

    private String register() {
        expect(202, noura.register("نورة", "ar"));
        return "202 for " + noura.email();
    }

    private String wrongPassword() {
        var answer = new Person(gateway, noura.email(), "not the password").signIn();
        expect(401, answer);
        return "401 " + answer.field("code");
    }

    private String login() {
        var answer = expect(200, noura.signIn());
        Stream.of("token", "refreshToken", "user", "permissions")
                .forEach(name -> require(answer.body().has(name), "the answer has no " + name));
        userId = answer.body().path("user").path("id").asString();
        return "token, refreshToken, user %s, permissions %s"
                .formatted(userId, answer.body().path("permissions"));
    }

    private String noToken() {
        var answer = gateway.get("/api/payments");
        expect(401, answer);
        return "401 " + answer.field("code");
    }

    private String create() {
        var answer = noura.api().once("create-" + run).post("/api/payments", order(AMOUNT_MINOR));
        expect(201, answer);
        paymentId = answer.field("id");
        created = answer.text();
        return "201 %s is %s".formatted(paymentId, answer.field("state"));
    }

    private String createAgain() {
        var answer = noura.api().once("create-" + run).post("/api/payments", order(AMOUNT_MINOR));
        expect(201, answer);
        require(answer.text().equals(created) && answer.replayed(), "another answer: " + answer.text());
        var intents = stripe.intentsOf(paymentId);
        require(intents.size() == 1, intents.size() + " intents at the sandbox");
        intentId = intents.getFirst().path("id").asString();
        return "byte for byte, marked as replayed; one intent at Stripe: " + intentId;
    }

    private String otherBody() {
        var answer = noura.api().once("create-" + run).post("/api/payments", order(AMOUNT_MINOR + 10));
        expect(422, answer);
        return "422 " + answer.field("code");
    }

    private String confirm() {
        var answer = noura.api()
                .once("confirm-" + run)
                .post("/api/payments/%s/confirm".formatted(paymentId), Map.of("paymentMethod", "pm_card_visa"));
        expect(200, answer);
        require(answer.field("state").equals("AUTHORIZED"), "the state is " + answer.field("state"));
        return "200 AUTHORIZED";
    }

    private String capture() {
        var answer = captureOnce();
        expect(200, answer);
        require(answer.field("state").equals("CAPTURED"), "the state is " + answer.field("state"));
        captured = answer.text();
        var intent = stripe.intentsOf(paymentId).getFirst();
        require(intent.path("amount_received").asLong() == AMOUNT_MINOR, "Stripe received " + intent);
        return "200 CAPTURED; Stripe says %s, %d received"
                .formatted(
                        intent.path("status").asString(),
                        intent.path("amount_received").asLong());
    }

    private String captureAgain() {
        var answer = captureOnce();
        require(answer.text().equals(captured) && answer.replayed(), "another answer: " + answer.text());
        var captures = stripe.intentsOf(paymentId).getFirst().path("captures").asInt();
        require(captures == 1, captures + " captures at Stripe");
        return "byte for byte; captures at Stripe: 1";
    }

    private String webhookStored() {
        var event = await("a delivered payment_intent.succeeded", this::succeededEvent);
        return "%s delivered with status %d"
                .formatted(
                        event.path("id").asString(),
                        event.path("deliveredStatus").asInt());
    }

    private String webhookAgain() {
        var before = settled();
        var event = await("a delivered payment_intent.succeeded", this::succeededEvent);
        expectStatus(200, stripe.send(event, false));
        require(settled().equals(before), "the payment changed");
        return "200; payment and audit trail are as before";
    }

    private String webhookForged() {
        var before = settled();
        var event = await("a delivered payment_intent.succeeded", this::succeededEvent);
        expectStatus(400, stripe.send(event, true));
        require(settled().equals(before), "the payment changed");
        return "400; payment and audit trail are as before";
    }

    private String audit() {
        var entries = auditTrail();
        var byPayer = elements(entries)
                .filter(entry -> entry.path("actor").asString().equals("user:" + userId))
                .map(entry -> entry.path("action").asString())
                .distinct()
                .toList();
        require(byPayer.size() >= 3, "only %s by the payer".formatted(byPayer));
        return "%d entries; user:%s did %s".formatted(entries.size(), userId, String.join(", ", byPayer));
    }

    private String foreign() {
        expect(202, stranger.register("Stranger", "en"));
        expect(200, stranger.signIn());
        var answer = stranger.api().get("/api/payments/" + paymentId);
        expect(404, answer);
        return "404 " + answer.field("code");
    }

    private String receipt() {
        var receipts = await(
                "a receipt",
                () -> Optional.of(elements(mail.get("/api/mails?to=" + noura.email())
                                        .body())
                                .filter(found -> found.path("html").asString().contains("12.500"))
                                .toList())
                        .filter(found -> !found.isEmpty()));
        require(receipts.size() == 1, receipts.size() + " receipts");
        var receipt = receipts.getFirst();
        var html = receipt.path("html").asString();
        require(html.contains("dir=\"rtl\"") && html.contains("lang=\"ar\""), "it is not in Arabic");
        return "%s — right to left, 12.500".formatted(receipt.path("subject").asString());
    }

    private String inbox() {
        var unread = await(
                "two unread entries",
                () -> Optional.of(noura.api()
                                .get("/api/notifications/unread-count")
                                .body()
                                .path("unread")
                                .asInt())
                        .filter(count -> count > 1));
        require(unread == 2, unread + " unread");
        var items = noura.api().get("/api/notifications").body().path("items");
        return elements(items)
                .map(item -> item.path("title").asString())
                .collect(Collectors.joining(" | ", "unread 2: ", ""));
    }

    private String read() {
        elements(noura.api().get("/api/notifications").body().path("items"))
                .map(item -> item.path("id").asString())
                .forEach(entry -> expect(204, noura.api().post("/api/notifications/%s/read".formatted(entry))));
        var unread = noura.api()
                .get("/api/notifications/unread-count")
                .body()
                .path("unread")
                .asInt();
        require(unread == 0, unread + " unread");
        return "unread 0";
    }

    private String activity() {
        var outcomes = await(
                "a success and a failure",
                () -> Optional.of(elements(noura.api()
                                        .get("/api/security/activity")
                                        .body()
                                        .path("items"))
                                .map(item -> item.path("outcome").asString())
                                .sorted()
                                .distinct()
                                .toList())
                        .filter(found -> found.size() == 2));
        return String.join(" and ", outcomes);
    }

    private String logout() {
        expect(204, noura.api().post("/api/auth/logout"));
        return "204";
    }

    private String refused() {
        var answer = await(
                "a refusal", () -> Optional.of(noura.api().get("/api/payments")).filter(a -> a.status() == 401));
        require(answer.field("code").equals("SESSION_REVOKED"), "401 " + answer.field("code"));
        return "401 SESSION_REVOKED";
    }

    private String refreshRefused() {
        var answer = noura.refresh();
        expect(401, answer);
        return "401 " + answer.field("code");
    }

    private Answer captureOnce() {
        return noura.api().once("capture-" + run).post("/api/payments/%s/capture".formatted(paymentId), Map.of());
    }

    private Map<String, Object> order(long amountMinor) {
        return Map.of("amountMinor", amountMinor, "currency", "KWD", "reference", "order-" + run);
    }

    private Optional<JsonNode> succeededEvent() {
        return stripe.acknowledged("payment_intent.succeeded", intentId);
    }

    /** The payment and its trail, once the webhooks of its capture have been worked off. */
    private String settled() {
        return noura.api().get("/api/payments/" + paymentId).text() + auditTrail();
    }

    private JsonNode auditTrail() {
        expect(200, admin.signIn());
        return expect(200, admin.api().get("/api/payments/audit/" + paymentId))
                .body()
                .path("entries");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static void expectStatus(int expected, int status) {
        require(status == expected, "%d instead of %d".formatted(status, expected));
    }
}
