package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.provider.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a method where its provider does not answer. */
class UncertainMethodApiTest extends MethodCalls {

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
}
