package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.payment.SandboxedService;
import io.aman.testing.AtOnce;
import io.aman.testing.TestTokens;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What payers do with their payments over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class PaymentApiTest extends SandboxedService {

    @Test
    void createdConfirmedCapturedAndToldInOrder() {
        unheard(); // else the trail tells of webhooks as well
        var created =
                post("/api/payments", key(), "{\"amountMinor\":12500,\"currency\":\"KWD\",\"reference\":\"order-1\"}");
        assertThat(created.status()).isEqualTo(201);
        var id = created.string("id");
        assertThat(created.http().headers().firstValue("Location")).hasValue("/api/payments/" + id);
        assertThat(created.string("state")).isEqualTo("CREATED");

        var confirmed = confirm(id, "pm_card_visa");
        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.string("state")).isEqualTo("AUTHORIZED");

        var captured = capture(id);
        assertThat(captured.status()).isEqualTo(200);
        assertThat(captured.string("state")).isEqualTo("CAPTURED");
        assertThat(captured.json().path("capturedMinor").asLong()).isEqualTo(12_500);
        assertThat(payment(id).text()).isEqualTo(captured.text());

        var money = new Money(12_500, "KWD");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(id))
                        .containsExactly(
                                new PaymentEvent.Created(id, payer, money, "stripe", "order-1"),
                                new PaymentEvent.Authorized(id, payer, money, "stripe"),
                                new PaymentEvent.Captured(id, payer, money, money, "stripe", "order-1")));
        assertThat(audit(id)).allSatisfy(entry -> {
            assertThat(entry.path("actor").asString()).isEqualTo("user:" + payer);
            assertThat(entry.path("address").asString()).isEqualTo("203.0.113.7");
        });
    }

    @Test
    void theSameKeyAnswersTheSameAndDoesNothingAgain() {
        var key = key();
        var body = "{\"amountMinor\":12500,\"currency\":\"KWD\"}";
        var first = post("/api/payments", key, body);
        var again = post("/api/payments", key, body);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.http().headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(mine()).hasSize(1);
        assertThat(post("/api/payments", key, "{\"amountMinor\":12510,\"currency\":\"KWD\"}")
                        .string("code"))
                .isEqualTo("IDEMPOTENCY_KEY_REUSE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amountMinor\":0,\"currency\":\"KWD\"}                          | 422 | INVALID_AMOUNT",
                "{\"amountMinor\":-10,\"currency\":\"KWD\"}                        | 422 | INVALID_AMOUNT",
                "{\"amountMinor\":9000000000000000000,\"currency\":\"EUR\"}        | 422 | INVALID_AMOUNT",
                "{\"amountMinor\":99999999999999999999,\"currency\":\"EUR\"}       | 400 | MALFORMED_JSON",
                "{\"amountMinor\":12.9,\"currency\":\"KWD\"}                       | 400 | MALFORMED_JSON",
                "{\"amountMinor\":\"12500\",\"currency\":\"KWD\"}                  | 400 | MALFORMED_JSON",
                "{\"currency\":\"KWD\"}                                            | 400 | MALFORMED_JSON",
                "{\"amountMinor\":null,\"currency\":\"KWD\"}                       | 400 | MALFORMED_JSON",
                "{\"amountMinor\":5124,\"currency\":\"KWD\",\"provider\":\"stripe\"} | 422 | AMOUNT_PRECISION",
                "{\"amountMinor\":100,\"currency\":\"XXX\"}                        | 422 | UNSUPPORTED_CURRENCY",
                "{\"amountMinor\":100,\"currency\":\"kwd\"}                        | 422 | UNSUPPORTED_CURRENCY",
                "{\"amountMinor\":100,\"currency\":\"nothing\"}                    | 422 | UNSUPPORTED_CURRENCY",
                "{\"amountMinor\":100}                                             | 400 | INVALID_REQUEST",
                "{\"amountMinor\":100,\"currency\":\"EUR\",\"provider\":\"nobody\"} | 422 | UNKNOWN_PROVIDER",
                "{\"amountMinor\":100,\"currency\":\"EUR\",\"captured\":true}      | 400 | MALFORMED_JSON",
                "{\"amountMinor\":100,\"currency\":\"EUR\"                         | 400 | MALFORMED_JSON",
                "{\"amountMinor\":100,\"currency\":\"EUR\",\"reference\":\"4242 4242 4242 4242\"} | 422 | CARD_NUMBER_REFUSED",
                "[]                                                                | 400 | MALFORMED_JSON"
            })
    void whatIsNotAPaymentIsRefusedAndChangesNothing(String body, int status, String code) {
        var key = key();
        var answer = post("/api/payments", key, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.string("code")).isEqualTo(code);
        assertThat(answer.http().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(mine()).isEmpty();
        // The key is as good as new.
        assertThat(post("/api/payments", key, "{\"amountMinor\":12500,\"currency\":\"KWD\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void withoutAKeyNothingIsDone() {
        var answer = send(
                "POST",
                "/api/payments",
                "{\"amountMinor\":12500,\"currency\":\"KWD\"}",
                Map.of(
                        "Authorization",
                        TestTokens.bearer(payer, "payment.create"),
                        "Content-Type",
                        "application/json"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("code")).isEqualTo("MISSING_IDEMPOTENCY_KEY");
        assertThat(mine()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4242424242424242", "4242 4242 4242 4242", "pm_4242-4242-4242-4242", "378282246310005"})
    void aCardNumberIsRefusedAndNeitherStoredNorLogged(String number, CapturedOutput output) {
        var id = created();
        var answer = confirm(id, number);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.string("code")).isEqualTo("CARD_NUMBER_REFUSED");
        assertThat(answer.text()).doesNotContain(number);
        assertThat(output).doesNotContain(number);
        assertThat(stored(id)).doesNotContain(number);
        assertThat(payment(id).string("state")).isEqualTo("CREATED");
    }

    @Test
    void whatIsNoTokenIsRefused() {
        assertThat(confirm(created(), "tok_visa").string("code")).isEqualTo("INVALID_PAYMENT_METHOD");
    }

    @Test
    void someoneElsesPaymentIsAsUnknown() {
        var id = authorized();
        var stranger = "usr_stranger";
        for (var path : List.of("/api/payments/" + id, "/api/payments/pay_unknown")) {
            var seen = send("GET", path, null, Map.of("Authorization", TestTokens.bearer(stranger, "payment.view")));
            assertThat(seen.status()).isEqualTo(404);
            assertThat(seen.string("code")).isEqualTo("PAYMENT_NOT_FOUND");
            assertThat(postAs(stranger, path + "/confirm", key(), "{\"paymentMethod\":\"pm_card_visa\"}")
                            .status())
                    .isEqualTo(404);
            assertThat(postAs(stranger, path + "/capture", key(), "{}").status())
                    .isEqualTo(404);
        }
        assertThat(payment(id).string("state")).isEqualTo("AUTHORIZED");
    }

    @Test
    void whatTheStateDoesNotAllowIsRefusedAndChangesNothing() {
        var id = created();
        assertThat(capture(id).string("code")).isEqualTo("PAYMENT_NOT_CAPTURABLE");
        confirm(id, "pm_card_visa");
        assertThat(confirm(id, "pm_card_visa").string("code")).isEqualTo("PAYMENT_NOT_CONFIRMABLE");
        var tooMuch = post("/api/payments/" + id + "/capture", key(), "{\"amountMinor\":12510}");
        assertThat(tooMuch.string("code")).isEqualTo("CAPTURE_EXCEEDS_AUTHORIZATION");
        assertThat(post("/api/payments/" + id + "/capture", key(), "{\"amountMinor\":0}")
                        .string("code"))
                .isEqualTo("INVALID_AMOUNT");
        assertThat(post("/api/payments/" + id + "/capture", key(), "{\"amountMinor\":5124}")
                        .string("code"))
                .isEqualTo("AMOUNT_PRECISION");
        assertThat(payment(id).string("state")).isEqualTo("AUTHORIZED");
        assertThat(SANDBOX.stripe().captures(ref(id))).isZero();
    }

    @Test
    void aDeclineIsAnAnswerAndAnotherCardMayFollow() {
        var id = created();
        var declined = confirm(id, "pm_card_chargeDeclinedInsufficientFunds");
        assertThat(declined.status()).isEqualTo(200);
        assertThat(declined.string("state")).isEqualTo("FAILED");
        assertThat(declined.json().path("failure").path("code").asString()).isEqualTo("insufficient_funds");
        assertThat(confirm(id, "pm_card_visa").string("state")).isEqualTo("AUTHORIZED");
    }

    @Test
    void aPayerWhoMustActIsToldWhere() {
        var answer = confirm(created(), "pm_card_threeDSecure2Required");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("state")).isEqualTo("REQUIRES_ACTION");
        assertThat(answer.json().path("nextAction").path("type").asString()).isNotBlank();
    }

    @Test
    void oneHundredCapturesAtOnceTakeMoneyOnce() throws Exception {
        var id = authorized();
        var statuses = AtOnce.run(100, _ -> capture(id).status());
        assertThat(statuses).contains(200).containsAnyOf(409).doesNotContain(500, 503);
        assertThat(SANDBOX.stripe().captures(ref(id))).isEqualTo(1);
        assertThat(audit(id))
                .filteredOn(entry -> entry.path("action").asString().equals("CAPTURE_ASKED"))
                .hasSize(1);
    }

    @Test
    void oneHundredCallsWithOneKeyMakeOnePayment() throws Exception {
        var key = key();
        var statuses = AtOnce.run(
                100,
                _ -> post("/api/payments", key, "{\"amountMinor\":12500,\"currency\":\"KWD\"}")
                        .status());
        assertThat(statuses).contains(201).doesNotContain(500, 503);
        assertThat(mine()).hasSize(1);
    }

    @Test
    void everyCallNeedsItsPermission() {
        var id = created();
        assertThat(get("/api/payments/" + id).status()).isEqualTo(403);
        assertThat(get("/api/payments", "payment.create").status()).isEqualTo(403);
        assertThat(get("/api/payments/audit/" + id, "payment.view").status()).isEqualTo(403);
        assertThat(send("GET", "/api/payments/" + id, null, Map.of()).status()).isEqualTo(401);
    }

    private String stored(String id) {
        return String.valueOf(mongo.findById(id, Document.class, MongoPayments.COLLECTION));
    }

    @Test
    void thePayerComesBackOnlyToAnAddressOfTheConfiguration() {
        var named = post(
                "/api/payments",
                key(),
                "{\"amountMinor\":5124,\"currency\":\"KWD\",\"provider\":\"knet\",\"returnTo\":\"app\"}");
        assertThat(named.status()).isEqualTo(201);
        var unknown = post(
                "/api/payments",
                key(),
                "{\"amountMinor\":5124,\"currency\":\"KWD\",\"returnTo\":\"https://evil.example/\"}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.string("code")).isEqualTo("UNKNOWN_RETURN_URL");
    }

    @Test
    void aHoldIsTakenInPartsAndWhatIsLeftIsLetGo() {
        var id = authorized();
        var part = "{\"amountMinor\":5000,\"finalCapture\":false}";
        var first = post("/api/payments/" + id + "/capture", key(), part);
        assertThat(first.string("state")).isEqualTo("PARTIALLY_CAPTURED");
        assertThat(first.json().path("capturableMinor").asLong()).isEqualTo(7_500);
        var second = post("/api/payments/" + id + "/capture", key(), part);
        assertThat(second.json().path("capturedMinor").asLong()).isEqualTo(10_000);
        var tooMuch = post("/api/payments/" + id + "/capture", key(), part);
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.json().at("/remaining/amountMinor").asLong()).isEqualTo(2_500);
        var let = post("/api/payments/" + id + "/cancel", key(), "{}");
        assertThat(let.string("state")).isEqualTo("CAPTURED");
        assertThat(let.json().path("captures")).hasSize(2);
        assertThat(let.json().path("capturedMinor").asLong()).isEqualTo(10_000);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(id).stream().filter(PaymentEvent.Captured.class::isInstance))
                        .hasSize(2));
    }

    @Test
    void oneHundredPartialCapturesAtOnceNeverTakeMoreThanIsHeld() throws Exception {
        var id = authorized();
        AtOnce.run(
                100,
                _ -> post("/api/payments/" + id + "/capture", key(), "{\"amountMinor\":1000,\"finalCapture\":false}"));
        var after = payment(id);
        assertThat(after.json().path("capturedMinor").asLong()).isBetween(1_000L, 12_000L);
        assertThat(after.json().path("capturedMinor").asLong())
                .isEqualTo(SANDBOX.stripe().payments().stream()
                        .filter(intent -> intent.toString().contains(id))
                        .mapToLong(intent -> intent.path("amount_received").asLong())
                        .sum());
    }
}
