package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.AtOnce;
import io.aman.testing.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What payers keep to pay with, over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class MethodApiTest extends MethodCalls {

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
}
