package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import io.aman.testing.AtOnce;
import io.aman.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class MethodApiTest extends SandboxedService {

    private static final String PATH = "/api/payment-methods";
    private static final Duration SOON = Duration.ofSeconds(20);

    private Answer attach(String token, boolean makeDefault) {
        return post(PATH, key(), body(token, makeDefault));
    }

    private static String body(String token, boolean makeDefault) {
        return "{\"provider\":\"stripe\",\"token\":\"%s\",\"makeDefault\":%s}".formatted(token, makeDefault);
    }

    private String attached(String token, boolean makeDefault) {
        var answer = attach(token, makeDefault);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.string("id");
    }

    private Answer call(String method, String path) {
        return callAs(payer, method, path);
    }

    private Answer callAs(String user, String method, String path) {
        return send(method, path, null, Map.of("Authorization", TestTokens.bearer(user, "payment.create")));
    }

    private List<JsonNode> list() {
        return StreamSupport.stream(
                        get(PATH, "payment.view").json().get("items").spliterator(), false)
                .toList();
    }

    private Answer confirmWith(String payment, String body) {
        return post("/api/payments/" + payment + "/confirm", key(), body);
    }

    private long keptAtStripe() {
        return SANDBOX.stripe().kept("user_id", payer);
    }

    @Test
    void attachedListedMadeTheDefaultAndDetached(CapturedOutput output) {
        var answer = attach("pm_card_visa", false);
        assertThat(answer.status()).isEqualTo(201);
        var visa = answer.string("id");
        assertThat(answer.http().headers().firstValue("Location")).hasValue(PATH + "/" + visa);
        assertThat(visa).startsWith("pmt_");
        var mastercard = attached("pm_card_mastercard", true);
        assertThat(list()).extracting(item -> item.path("id").asString()).containsExactly(visa, mastercard);
        var shown = get(PATH + "/" + visa, "payment.view").json();
        assertThat(shown).isEqualTo(answer.json()).isEqualTo(list().getFirst());
        assertThat(shown.path("provider").asString()).isEqualTo("stripe");
        assertThat(shown.path("kind").asString()).isEqualTo("card");
        assertThat(shown.path("brand").asString()).isEqualTo("visa");
        assertThat(shown.path("last4").asString()).isEqualTo("4242");
        assertThat(shown.path("expiryMonth").asInt()).isEqualTo(8);
        assertThat(shown.path("expiryYear").asInt()).isEqualTo(2034);
        assertThat(shown.path("default").asBoolean()).isFalse();
        assertThat(shown.path("createdAt").asString()).isNotBlank();

        var chosen = call("PUT", PATH + "/" + visa + "/default");
        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.json().path("default").asBoolean()).isTrue();
        assertThat(list()).extracting(item -> item.path("default").asBoolean()).containsExactly(true, false);

        assertThat(call("DELETE", PATH + "/" + visa).status()).isEqualTo(204);
        assertThat(list()).extracting(item -> item.path("default").asBoolean()).containsExactly(false);
        assertThat(call("DELETE", PATH + "/" + visa).status()).isEqualTo(404);
        assertThat(keptAtStripe()).isOne();

        var stored = String.valueOf(mongo.findById(payer, Document.class, MongoWallets.COLLECTION));
        var token = stored.replaceAll("(?s).*kept=Document\\{\\{value=(pm_[A-Za-z0-9]+).*", "$1");
        assertThat(token).startsWith("pm_");
        assertThat(list().toString() + answer.text() + output)
                .doesNotContain(token)
                .doesNotContain("cus_");
    }

    @Test
    void anotherUsersMethodIsAsUnknown() {
        var id = attached("pm_card_visa", true);
        var stranger = "usr_stranger";
        for (var path : List.of(PATH + "/" + id, PATH + "/pmt_unknown")) {
            var seen = send("GET", path, null, Map.of("Authorization", TestTokens.bearer(stranger, "payment.view")));
            for (var answer :
                    List.of(seen, callAs(stranger, "DELETE", path), callAs(stranger, "PUT", path + "/default"))) {
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.string("code")).isEqualTo("PAYMENT_METHOD_NOT_FOUND");
            }
        }
        var payment = postAs(stranger, "/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"KWD\"}");
        var paid = postAs(
                stranger,
                "/api/payments/" + payment.string("id") + "/confirm",
                key(),
                "{\"savedMethod\":\"" + id + "\"}");
        assertThat(paid.status()).isEqualTo(422);
        assertThat(paid.string("code")).isEqualTo("INVALID_PAYMENT_METHOD");
        assertThat(list()).hasSize(1);
    }

    @Test
    void everyCallNeedsItsPermission() {
        assertThat(get(PATH).status()).isEqualTo(403);
        assertThat(get(PATH + "/pmt_1").status()).isEqualTo(403);
        for (var method : List.of("DELETE", "PUT")) {
            var path = PATH + "/pmt_1" + (method.equals("PUT") ? "/default" : "");
            assertThat(send(method, path, null, Map.of("Authorization", TestTokens.bearer(payer, "payment.view")))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(send("GET", PATH, null, Map.of()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"provider\":\"stripe\",\"token\":\"tok_visa\"}                        | 422 | INVALID_PAYMENT_METHOD",
                "{\"provider\":\"stripe\",\"token\":\"pm_nothing\"}                      | 422 | PAYMENT_METHOD_REJECTED",
                "{\"provider\":\"stripe\",\"token\":\"pm_card_chargeDeclined\"}          | 422 | PAYMENT_METHOD_REJECTED",
                "{\"provider\":\"knet\",\"token\":\"pm_card_visa\"}                      | 422 | UNKNOWN_PROVIDER",
                "{\"provider\":\"acme\",\"token\":\"pm_card_visa\"}                      | 422 | UNKNOWN_PROVIDER",
                "{\"provider\":\"stripe\"}                                               | 422 | INVALID_PAYMENT_METHOD",
                "{\"provider\":\"stripe\",\"token\":\"\"}                            | 400 | INVALID_REQUEST",
                "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\",\"returnTo\":\"evil\"} | 422 | UNKNOWN_RETURN_URL",
                "{\"provider\":\"paypal\",\"token\":\"pm_card_visa\"}                | 422 | INVALID_PAYMENT_METHOD",
                "{\"token\":\"pm_card_visa\"}                                            | 400 | INVALID_REQUEST",
                "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\",\"cvc\":\"123\"}    | 400 | MALFORMED_JSON",
                "{\"provider\":\"stripe\",\"token\":\"4242424242424242\"}                | 422 | CARD_NUMBER_REFUSED",
                "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\",\"card\":{\"number\":[4242424242424242]}} | 422 | CARD_NUMBER_REFUSED",
                "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\",\"4242-4242-4242-4242\":1} | 422 | CARD_NUMBER_REFUSED"
            })
    void whatIsNoPaymentMethodIsRefusedAndChangesNothing(String body, int status, String code, CapturedOutput output) {
        var key = key();
        var answer = post(PATH, key, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.string("code")).isEqualTo(code);
        assertThat(answer.text() + output).doesNotContain("4242424242424242", "4242-4242-4242-4242");
        assertThat(list()).isEmpty();
        assertThat(keptAtStripe()).isZero();
        // The key is as good as new.
        assertThat(post(PATH, key, body("pm_card_visa", false)).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "utf-16", "iso-8859-1"})
    void noEncodingHidesACardNumber(String charset) throws Exception {
        var json = "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\",\"note\":\"\u00e9 4242 4242 4242 4242\"}";
        var request = HttpRequest.newBuilder(url(PATH))
                .header("Authorization", TestTokens.bearer(payer, "payment.create"))
                .header("Content-Type", "application/json;charset=" + charset)
                .header("Idempotency-Key", key())
                .POST(BodyPublishers.ofByteArray(json.getBytes(Charset.forName(charset))));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.body()).contains("CARD_NUMBER_REFUSED");
        }
    }

    @Test
    void aBodyWithoutEndIsNotHeld() {
        var answer = attach("x".repeat(1024 * 1024), false);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.string("code")).isEqualTo("CONTENT_TOO_LARGE");
    }

    @Test
    void theSameKeyAnswersTheSameAndKeepsOne() {
        var key = key();
        var first = post(PATH, key, body("pm_card_visa", false));
        var again = post(PATH, key, body("pm_card_visa", false));
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.http().headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(list()).hasSize(1);
        assertThat(keptAtStripe()).isOne();
    }

    @Test
    void aSavedMethodPaysAgainAndAgain() {
        var id = attached("pm_card_visa", false);
        for (int payment = 0; payment < 2; payment++) {
            var created = created();
            assertThat(confirmWith(created, "{\"savedMethod\":\"" + id + "\"}").string("state"))
                    .isEqualTo("AUTHORIZED");
            assertThat(capture(created).string("state")).isEqualTo("CAPTURED");
        }
    }

    @Test
    void whoNamesNoMethodPaysWithTheDefaultAndWithoutOneWithNothing() {
        attached("pm_card_visa", false);
        var payment = created();
        assertThat(confirmWith(payment, "{}").string("code")).isEqualTo("INVALID_PAYMENT_METHOD");
        attached("pm_card_mastercard", true);
        assertThat(confirmWith(payment, "{}").string("state")).isEqualTo("AUTHORIZED");
    }

    @Test
    void aMethodThatCannotBeUsedIsRefusedAndThePaymentStaysAsItIs() {
        var gone = attached("pm_card_visa", false);
        call("DELETE", PATH + "/" + gone);
        var id = attached("pm_card_visa", false);
        var payment = created();
        for (var body : List.of(
                "{\"savedMethod\":\"pmt_unknown\"}",
                "{\"savedMethod\":\"" + gone + "\"}",
                "{\"savedMethod\":\"" + id + "\",\"paymentMethod\":\"pm_card_visa\"}")) {
            var answer = confirmWith(payment, body);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.string("code")).isEqualTo("INVALID_PAYMENT_METHOD");
        }
        assertThat(payment(payment).string("state")).isEqualTo("CREATED");
        assertThat(confirmWith(payment, "{\"savedMethod\":\"" + id + "\"}").status())
                .isEqualTo(200);
    }

    @Test
    void aReplayedConfirmationIsAnsweredAlsoWhenItsMethodIsGone() {
        var id = attached("pm_card_visa", false);
        var path = "/api/payments/" + created() + "/confirm";
        var key = key();
        var first = post(path, key, "{\"savedMethod\":\"" + id + "\"}");
        call("DELETE", PATH + "/" + id);
        assertThat(post(path, key, "{\"savedMethod\":\"" + id + "\"}").text()).isEqualTo(first.text());
    }

    @Test
    void aSavedCardWhoseOwnerMustActSaysSo() {
        var id = attached("pm_card_threeDSecure2Required", false);
        assertThat(confirmWith(created(), "{\"savedMethod\":\"" + id + "\"}").string("state"))
                .isEqualTo("REQUIRES_ACTION");
    }

    private Answer authenticating(String token) {
        return post(PATH, key(), "{\"provider\":\"stripe\",\"token\":\"%s\",\"returnTo\":\"app\"}".formatted(token));
    }

    /** What the payer does on a provider's page; gives where the browser is sent then. */
    private static String acts(Answer waiting, String outcome) {
        var request = HttpRequest.newBuilder(
                        URI.create(waiting.json().path("nextAction").path("url").asString()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("outcome=" + outcome));
        try (var browser = HttpClient.newHttpClient()) {
            return browser.send(request.build(), BodyHandlers.ofString())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
        assertThat(acts(waiting, "complete"))
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
        acts(waiting, "complete");
        var kept = call("POST", check);
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.string("state")).isEqualTo("ACTIVE");
        assertThat(callAs("usr_stranger", "POST", check).status()).isEqualTo(404);
    }

    @Test
    void aCardWhosePayerFailsToAuthenticateIsNotKeptAndSaysWhy() {
        var waiting = authenticating("pm_card_threeDSecure2Required");
        acts(waiting, "fail");
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
        assertThat(acts(waiting, "approve")).startsWith("https://shop.example/return?method=" + id);
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

    @Test
    void aLostConfirmationWithASavedMethodIsFoundOut() {
        var id = attached("pm_card_visa", false);
        unheard();
        var payment = created();
        plan(Fault.Kind.TIMEOUT, "/confirm", 0, 1);
        assertThat(confirmWith(payment, "{\"savedMethod\":\"" + id + "\"}").status())
                .isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(payment(payment).string("state")).isEqualTo("AUTHORIZED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIMEOUT_AFTER_EFFECT", "TIMEOUT", "STATUS"})
    void anUnknownOutcomeOfAttachingIsAcceptedAndFoundOut(Fault.Kind kind) {
        plan(kind, "/attach", 500, 1);
        var answer = attach("pm_card_visa", true);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("state")).isEqualTo("ATTACHING");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(list()).singleElement().satisfies(item -> {
                    assertThat(item.path("state").asString()).isEqualTo("ACTIVE");
                    assertThat(item.path("default").asBoolean()).isTrue();
                }));
        assertThat(keptAtStripe()).isOne();
    }

    @Test
    void anUnknownOutcomeOfDetachingIsAcceptedAndMadeGood() {
        var id = attached("pm_card_visa", true);
        plan(Fault.Kind.TIMEOUT, "/detach", 0, 1);
        var answer = call("DELETE", PATH + "/" + id);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("state")).isEqualTo("DETACHING");
        assertThat(confirmWith(created(), "{\"savedMethod\":\"" + id + "\"}").status())
                .isEqualTo(422);
        await().atMost(SOON).untilAsserted(() -> assertThat(list()).isEmpty());
        assertThat(keptAtStripe()).isZero();
    }

    @Test
    void whatStripeCertainlyDidNotDoIsUnavailableAndTheSameKeyTriesAgain() {
        var key = key();
        plan(Fault.Kind.STATUS, "/attach", 429, 1);
        var away = post(PATH, key, body("pm_card_visa", false));
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.string("code")).isEqualTo("PROVIDER_UNAVAILABLE");
        assertThat(away.http().headers().firstValue("Retry-After")).isPresent();
        assertThat(list()).isEmpty();
        assertThat(post(PATH, key, body("pm_card_visa", false)).status()).isEqualTo(201);
    }

    @Test
    void howeverManyAreMadeTheDefaultAtOnceOneIs() throws Exception {
        var ids = IntStream.range(0, 4)
                .mapToObj(_ -> attached("pm_card_visa", true))
                .toList();
        var statuses = AtOnce.run(
                20, n -> call("PUT", PATH + "/" + ids.get(n % 4) + "/default").status());
        assertThat(statuses).contains(200).containsAnyOf(200, 409).doesNotContain(500, 503);
        assertThat(list()).filteredOn(item -> item.path("default").asBoolean()).hasSize(1);
    }

    @Test
    void aCardNumberInAnyBodyOfTheServiceIsRefused() {
        var number = "4242 4242 4242 4242";
        var invoice = send(
                "POST",
                "/api/invoices",
                "{\"series\":\"INV\",\"lines\":[{\"description\":\"%s\"}]}".formatted(number),
                Map.of(
                        "Authorization",
                        TestTokens.bearer(payer, "invoice.create"),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key()));
        assertThat(invoice.string("code")).isEqualTo("CARD_NUMBER_REFUSED");
        var id = created();
        for (var path : List.of("confirm", "capture", "cancel")) {
            assertThat(post("/api/payments/" + id + "/" + path, key(), "{\"note\":\"%s\"}".formatted(number))
                            .string("code"))
                    .isEqualTo("CARD_NUMBER_REFUSED");
        }
        assertThat(payment(id).string("state")).isEqualTo("CREATED");
    }

    @Test
    void anAmountOfSixteenDigitsIsNoCardNumber() {
        assertThat(post(
                                "/api/payments",
                                key(),
                                "{\"amountMinor\":4242424242424242,\"currency\":\"EUR\",\"provider\":\"stripe\"}")
                        .string("code"))
                .isEqualTo("INVALID_AMOUNT");
    }
}
