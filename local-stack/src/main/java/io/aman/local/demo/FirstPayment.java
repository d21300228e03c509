package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import io.aman.local.stack.LocalStack;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A person registers, signs in, pays by card, gets a receipt, signs out, and is refused afterwards. */
final class FirstPayment {

    private static final long AMOUNT_MINOR = 12_500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LocalStack stack;
    private final Api gateway;
    private final Api mail;
    private final Api sandbox;
    private final String run = randomHex(4);
    private final String email = "noura-" + run + "@example.com";
    private final String password = "correct horse " + randomHex(8);

    private Api payer;
    private String refreshToken = "";
    private String userId = "";
    private String paymentId = "";
    private String intentId = "";
    private String created = "";
    private String captured = "";

    FirstPayment(LocalStack stack) {
        this.stack = stack;
        this.gateway = Api.at(stack.gateway());
        this.mail = Api.at(stack.ports().mailUri());
        this.sandbox = Api.at(stack.ports().sandboxUri());
        this.payer = gateway;
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
        steps.step("The inbox has one unread entry", this::inbox);
        steps.step("Once read, none is unread", this::read);
        steps.step("The sign-ins are in the person's activity", this::activity);
        steps.step("The person signs out", this::logout);
        steps.step("The token is refused at the gateway", this::refused);
        steps.step("The refresh token is refused too", this::refreshRefused);
    }

    private String register() {
        var answer = gateway.post(
                "/api/auth/register", Map.of("email", email, "password", password, "name", "نورة", "language", "ar"));
        expect(202, answer);
        return "202 for " + email;
    }

    private String wrongPassword() {
        var answer = gateway.post("/api/auth/login", Map.of("email", email, "password", "not the password"));
        expect(401, answer);
        return "401 " + answer.field("code");
    }

    private String login() {
        var answer = signIn(email, password);
        Stream.of("token", "refreshToken", "user", "permissions")
                .forEach(name -> require(answer.body().has(name), "the answer has no " + name));
        payer = gateway.signedIn(answer.field("token"));
        refreshToken = answer.field("refreshToken");
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
        var answer = payer.once("create-" + run).post("/api/payments", order(AMOUNT_MINOR));
        expect(201, answer);
        paymentId = answer.field("id");
        created = answer.text();
        return "201 %s is %s".formatted(paymentId, answer.field("state"));
    }

    private String createAgain() {
        var answer = payer.once("create-" + run).post("/api/payments", order(AMOUNT_MINOR));
        expect(201, answer);
        require(answer.text().equals(created) && answer.replayed(), "another answer: " + answer.text());
        var intents = intents();
        require(intents.size() == 1, intents.size() + " intents at the sandbox");
        intentId = intents.getFirst().path("id").asString();
        return "byte for byte, marked as replayed; one intent at Stripe: " + intentId;
    }

    private String otherBody() {
        var answer = payer.once("create-" + run).post("/api/payments", order(AMOUNT_MINOR + 10));
        expect(422, answer);
        return "422 " + answer.field("code");
    }

    private String confirm() {
        var answer = payer.once("confirm-" + run)
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
        var intent = intents().getFirst();
        require(intent.path("amount_received").asLong() == AMOUNT_MINOR, "Stripe received " + intent);
        return "200 CAPTURED; Stripe says %s, %d received"
                .formatted(
                        intent.path("status").asString(),
                        intent.path("amount_received").asLong());
    }

    private String captureAgain() {
        var answer = captureOnce();
        require(answer.text().equals(captured) && answer.replayed(), "another answer: " + answer.text());
        var captures = intents().getFirst().path("captures").asInt();
        require(captures == 1, captures + " captures at Stripe");
        return "byte for byte; captures at Stripe: 1";
    }

    private String webhookStored() {
        var event = await("a delivered payment_intent.succeeded", this::deliveredEvent);
        return "%s delivered with status %d"
                .formatted(
                        event.path("id").asString(),
                        event.path("deliveredStatus").asInt());
    }

    private String webhookAgain() {
        var before = settled();
        var event = await("a delivered payment_intent.succeeded", this::deliveredEvent);
        var answer = deliver(event, false);
        expect(200, answer.path("status").asInt());
        require(settled().equals(before), "the payment changed");
        return "200; payment and audit trail are as before";
    }

    private String webhookForged() {
        var before = settled();
        var event = await("a delivered payment_intent.succeeded", this::deliveredEvent);
        var answer = deliver(event, true);
        expect(400, answer.path("status").asInt());
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
        var other = Map.of("email", "other-" + email, "password", password, "name", "Other", "language", "en");
        expect(202, gateway.post("/api/auth/register", other));
        var stranger = gateway.signedIn(signIn("other-" + email, password).field("token"));
        var answer = stranger.get("/api/payments/" + paymentId);
        expect(404, answer);
        return "404 " + answer.field("code");
    }

    private String receipt() {
        var mails = await("a receipt", () -> mails(email));
        require(mails.size() == 1, mails.size() + " mails");
        var receipt = mails.get(0);
        var html = receipt.path("html").asString();
        require(html.contains("dir=\"rtl\"") && html.contains("lang=\"ar\""), "it is not in Arabic");
        require(html.contains("12.500"), "it does not name the amount");
        return "%s — right to left, 12.500".formatted(receipt.path("subject").asString());
    }

    private String inbox() {
        var unread = await(
                "an unread entry",
                () -> Optional.of(payer.get("/api/notifications/unread-count")
                                .body()
                                .path("unread")
                                .asInt())
                        .filter(count -> count > 0));
        require(unread == 1, unread + " unread");
        var items = payer.get("/api/notifications").body().path("items");
        return "unread 1: " + items.path(0).path("title").asString();
    }

    private String read() {
        var entry = payer.get("/api/notifications")
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asString();
        expect(204, payer.post("/api/notifications/%s/read".formatted(entry)));
        var unread = payer.get("/api/notifications/unread-count")
                .body()
                .path("unread")
                .asInt();
        require(unread == 0, unread + " unread");
        return "unread 0";
    }

    private String activity() {
        var outcomes = await(
                "a success and a failure",
                () -> Optional.of(elements(payer.get("/api/security/activity")
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
        expect(204, payer.post("/api/auth/logout"));
        return "204";
    }

    private String refused() {
        var answer =
                await("a refusal", () -> Optional.of(payer.get("/api/payments")).filter(a -> a.status() == 401));
        require(answer.field("code").equals("SESSION_REVOKED"), "401 " + answer.field("code"));
        return "401 SESSION_REVOKED";
    }

    private String refreshRefused() {
        var answer = gateway.post("/api/auth/refresh", Map.of("refreshToken", refreshToken));
        expect(401, answer);
        return "401 " + answer.field("code");
    }

    private Answer signIn(String who, String secret) {
        return expect(200, gateway.post("/api/auth/login", Map.of("email", who, "password", secret)));
    }

    private Answer captureOnce() {
        return payer.once("capture-" + run).post("/api/payments/%s/capture".formatted(paymentId), Map.of());
    }

    private Map<String, Object> order(long amountMinor) {
        return Map.of("amountMinor", amountMinor, "currency", "KWD", "reference", "order-" + run);
    }

    private List<JsonNode> intents() {
        return elements(sandbox.get("/_sandbox/stripe/payment_intents").body())
                .filter(intent ->
                        intent.path("metadata").path("payment_id").asString("").equals(paymentId))
                .toList();
    }

    private Optional<JsonNode> deliveredEvent() {
        return elements(sandbox.get("/_sandbox/stripe/events?payment_intent=" + intentId)
                        .body())
                .filter(event -> event.path("type").asString().equals("payment_intent.succeeded"))
                .filter(event -> event.path("deliveredStatus").asInt() == 200)
                .findFirst();
    }

    private JsonNode deliver(JsonNode event, boolean tamper) {
        var path =
                "/_sandbox/stripe/events/%s/deliver".formatted(event.path("id").asString());
        return sandbox.post(path, Map.of("tamper", tamper)).body();
    }

    /** The payment and its trail, once the webhooks of its capture have been worked off. */
    private String settled() {
        return payer.get("/api/payments/" + paymentId).text() + auditTrail();
    }

    private JsonNode auditTrail() {
        var admin = gateway.signedIn(
                signIn(stack.adminEmail(), stack.adminPassword()).field("token"));
        return expect(200, admin.get("/api/payments/audit/" + paymentId)).body().path("entries");
    }

    private Optional<JsonNode> mails(String to) {
        var mails = mail.get("/api/mails?to=" + to).body();
        return mails.isEmpty() ? Optional.empty() : Optional.of(mails);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Answer expect(int status, Answer answer) {
        require(answer.status() == status, "%d instead of %d: %s".formatted(answer.status(), status, answer.text()));
        return answer;
    }

    private static void expect(int expected, int status) {
        require(status == expected, "%d instead of %d".formatted(status, expected));
    }

    private static String randomHex(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
