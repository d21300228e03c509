package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeIdempotencyTest {
    private final StripeAccount stripe = new StripeAccount();

    @AfterAll
    void close() {
        stripe.close();
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndDoesNothing() throws StripeException {
        var params = StripeAccount.kwd(12_500).build();
        var intents = stripe.client.v1().paymentIntents();
        var first = intents.create(params, StripeAccount.key("create-1"));
        var again = intents.create(params, StripeAccount.key("create-1"));
        assertThat(again.getLastResponse().body())
                .isEqualTo(first.getLastResponse().body());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThat(again.getLastResponse().headers().firstValue("Original-Request"))
                .contains(first.getLastResponse().requestId());
        assertThat(first.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .isEmpty();
    }

    @Test
    void aKeyWithOtherParametersOrAnotherPathIsRefused() throws StripeException {
        var intents = stripe.client.v1().paymentIntents();
        var intent = intents.create(StripeAccount.kwd(12_500).build(), StripeAccount.key("create-2"));
        var error = catchThrowableOfType(
                IdempotencyException.class,
                () -> intents.create(StripeAccount.kwd(12_510).build(), StripeAccount.key("create-2")));
        assertThat(error.getStatusCode()).isEqualTo(400);
        assertThatThrownBy(() -> intents.cancel(intent.getId(), StripeAccount.key("create-2")))
                .isInstanceOf(IdempotencyException.class);
    }

    @Test
    void aDeclineIsReplayedAndTheCardIsNotAskedAgain() throws StripeException {
        var id = stripe.created(12_500).getId();
        var params = PaymentIntentConfirmParams.builder()
                .setPaymentMethod("pm_card_chargeDeclined")
                .build();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() ->
                            stripe.client.v1().paymentIntents().confirm(id, params, StripeAccount.key("confirm-3")))
                    .isInstanceOf(CardException.class);
        }
        assertThat(stripe.sandbox
                        .stripe()
                        .payment(id)
                        .orElseThrow()
                        .path("confirmations")
                        .asInt())
                .isOne();
    }

    @Test
    void aFailedValidationDoesNotUseUpTheKey() throws StripeException {
        var id = stripe.held(12_500).getId();
        var key = StripeAccount.key("capture-4");
        var wrong =
                PaymentIntentCaptureParams.builder().setAmountToCapture(1_001L).build();
        assertThatThrownBy(() -> stripe.client.v1().paymentIntents().capture(id, wrong, key))
                .hasMessageContaining("last digit");
        assertThat(stripe.client.v1().paymentIntents().capture(id, key).getStatus())
                .isEqualTo("succeeded");
    }

    @Test
    void parallelRequestsWithOneKeyHaveOneEffectAndNoOtherAnswer() throws Exception {
        var id = stripe.held(12_500).getId();
        Callable<String> capture = () -> {
            try {
                return stripe.client
                        .v1()
                        .paymentIntents()
                        .capture(id, StripeAccount.key("capture-5"))
                        .getStatus();
            } catch (StripeException e) {
                return e.getCode();
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(8, capture))) {
                assertThat(answer.get()).isIn("succeeded", "idempotency_key_in_use");
            }
        }
        assertThat(stripe.sandbox.stripe().captures(id)).isOne();
    }
}
