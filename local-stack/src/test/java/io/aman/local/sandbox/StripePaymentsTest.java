package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripePaymentsTest {
    private final StripeAccount stripe = new StripeAccount();

    @AfterAll
    void close() {
        stripe.close();
    }

    @Test
    void aPaymentIsCreatedHeldAndCaptured() throws StripeException {
        var created = stripe.created(12_500);
        assertThat(created.getStatus()).isEqualTo("requires_payment_method");
        assertThat(created.getMetadata()).containsEntry("payment_id", "PAY1");

        var held = stripe.confirm(created.getId(), "pm_card_visa");
        assertThat(held.getStatus()).isEqualTo("requires_capture");
        assertThat(held.getAmountCapturable()).isEqualTo(12_500);
        assertThat(held.getAmountReceived()).isZero();

        var captured = stripe.client.v1().paymentIntents().capture(held.getId());
        assertThat(captured.getStatus()).isEqualTo("succeeded");
        assertThat(captured.getAmountReceived()).isEqualTo(12_500);
        assertThat(captured.getAmountCapturable()).isZero();
        assertThat(stripe.sandbox.stripe().captures(held.getId())).isOne();
        assertThat(stripe.client.v1().paymentIntents().retrieve(held.getId()).toJson())
                .isEqualTo(captured.toJson());
    }

    @Test
    void theChargeCanBeHadByIdOrExpanded() throws StripeException {
        var captured = stripe.captured(12_500);
        var charge = stripe.client.v1().charges().retrieve(captured.getLatestCharge());
        assertThat(charge.getAmountCaptured()).isEqualTo(12_500);
        assertThat(charge.getPaymentIntent()).isEqualTo(captured.getId());

        var expand =
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build();
        var expanded = stripe.client.v1().paymentIntents().retrieve(captured.getId(), expand);
        assertThat(expanded.getLatestChargeObject().getId()).isEqualTo(charge.getId());
    }

    @Test
    void anAutomaticPaymentTakesTheMoneyAtOnce() throws StripeException {
        var params = PaymentIntentCreateParams.builder()
                .setAmount(1_000L)
                .setCurrency("usd")
                .setConfirm(true)
                .addPaymentMethodType("card")
                .setPaymentMethod("pm_card_mastercard");
        var paid = stripe.client.v1().paymentIntents().create(params.build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(stripe.sandbox.stripe().captures(paid.getId())).isOne();
    }

    @Test
    void aCanceledPaymentReleasesWhatWasHeldAndTakesNothing() throws StripeException {
        var canceled =
                stripe.client.v1().paymentIntents().cancel(stripe.held(12_500).getId());
        assertThat(canceled.getStatus()).isEqualTo("canceled");
        assertThat(canceled.getAmountCapturable()).isZero();
        assertThat(stripe.sandbox.stripe().captures(canceled.getId())).isZero();
        assertUnexpectedState(() -> stripe.client.v1().paymentIntents().capture(canceled.getId()), "canceled");
    }

    @Test
    void aPartMayBeCapturedButNeverMoreThanIsHeld() throws StripeException {
        var id = stripe.held(12_500).getId();
        assertThatThrownBy(() -> capture(id, 12_510)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> capture(id, 4_999)).hasMessageContaining("last digit must be 0");
        assertThat(capture(id, 5_000).getAmountReceived()).isEqualTo(5_000);
        assertUnexpectedState(() -> capture(id, 10), "succeeded");
    }

    private PaymentIntent capture(String id, long amount) throws StripeException {
        var part = PaymentIntentCaptureParams.builder().setAmountToCapture(amount);
        return stripe.client.v1().paymentIntents().capture(id, part.build());
    }

    private static void assertUnexpectedState(ThrowingCallable call, String is) {
        var error = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(error.getStatusCode()).isEqualTo(400);
        assertThat(error.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(error.getStripeError().getPaymentIntent().getStatus()).isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_chargeDeclined,card_declined,generic_decline",
        "pm_card_chargeDeclinedInsufficientFunds,card_declined,insufficient_funds",
        "pm_card_chargeDeclinedExpiredCard,expired_card,expired_card",
    })
    void aDeclineIs402AndThePaymentWaitsForAnotherCard(String method, String code, String reason) throws Exception {
        var id = stripe.created(12_500).getId();
        var error = catchThrowableOfType(CardException.class, () -> stripe.confirm(id, method));
        assertThat(error.getStatusCode()).isEqualTo(402);
        assertThat(error.getCode()).isEqualTo(code);
        assertThat(error.getDeclineCode()).isEqualTo(reason);

        var after = stripe.client.v1().paymentIntents().retrieve(id);
        assertThat(after.getStatus()).isEqualTo("requires_payment_method");
        assertThat(after.getLastPaymentError().getDeclineCode()).isEqualTo(reason);
        assertThat(stripe.client
                        .v1()
                        .charges()
                        .retrieve(after.getLatestCharge())
                        .getPaid())
                .isFalse();
        assertThat(stripe.confirm(id, "pm_card_visa").getLastPaymentError()).isNull();
    }

    @Test
    void refundsNeverExceedWhatWasCaptured() throws StripeException {
        var captured = stripe.captured(12_500);
        assertThat(refund(captured.getId(), 5_000L).getStatus()).isEqualTo("succeeded");
        assertThatThrownBy(() -> refund(captured.getId(), 7_510L)).hasMessageContaining("unrefunded amount");
        var rest = refund(captured.getId(), null);
        assertThat(rest.getAmount()).isEqualTo(7_500);
        assertThat(stripe.client.v1().refunds().retrieve(rest.getId()).getAmount())
                .isEqualTo(7_500);
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> refund(captured.getId(), 10L))
                        .getCode())
                .isEqualTo("charge_already_refunded");
        var charge = stripe.client.v1().charges().retrieve(captured.getLatestCharge());
        assertThat(charge.getRefunded()).isTrue();
        assertThat(charge.getAmountRefunded()).isEqualTo(12_500);
    }

    private Refund refund(String intent, Long amount) throws StripeException {
        var params = RefundCreateParams.builder().setPaymentIntent(intent).setAmount(amount);
        return stripe.client.v1().refunds().create(params.build());
    }

    @Test
    void whatIsOnlyHeldCannotBeRefunded() throws StripeException {
        var held = stripe.held(12_500);
        assertUnexpectedState(() -> refund(held.getId(), 10L), "requires_capture");
    }

    @Test
    void parallelCapturesTakeTheMoneyOnce() throws Exception {
        var id = stripe.held(12_500).getId();
        var outcomes = new ArrayList<Boolean>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> capture = () -> {
                try {
                    stripe.client.v1().paymentIntents().capture(id);
                    return true;
                } catch (InvalidRequestException _) {
                    return false;
                }
            };
            for (var outcome : threads.invokeAll(Collections.nCopies(8, capture))) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).containsOnlyOnce(true);
        assertThat(stripe.sandbox.stripe().captures(id)).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "5124,kwd,parameter_invalid_integer",
        "0,kwd,parameter_invalid_integer",
        "-10,kwd,parameter_invalid_integer",
        "100000000,kwd,amount_too_large",
        "49,usd,amount_too_small",
        "12.5,usd,parameter_invalid_integer",
        "'',usd,parameter_missing",
        "100,xxq,parameter_invalid_string",
        "100,'',parameter_missing",
    })
    void anAmountThatStripeCannotTakeIsRefused(String amount, String currency, String code) {
        var answer = stripe.raw("POST", "/stripe/v1/payment_intents", "amount=" + amount + "&currency=" + currency);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_request_error", code);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/stripe/v1/payment_intents,amount=100&currency=usd&amuont=5,400,parameter_unknown",
        "GET,/stripe/v1/payment_intents?limit=x,'',400,Invalid integer",
        "POST,/stripe/v1/payment_intents,amount=100&currency=usd&confirm=maybe,400,confirm",
        "POST,/stripe/v1/payment_intents,amount=100&currency=usd&payment_method=pm_1,400,resource_missing",
        "POST,/stripe/v1/payment_intents,amount=100&currency=usd&confirm=true,400,payment method",
        "POST,/stripe/v1/payment_intents,amount=100&currency=usd&confirm=true&payment_method=pm_card_visa,400,return_url",
        "POST,/stripe/v1/payment_intents/pi_1/capture,'',404,resource_missing",
        "POST,/stripe/v1/payment_intents/pi_1/forgive,'',404,Unrecognized request URL",
        "POST,/stripe/v1/refunds,payment_intent=pi_1,400,resource_missing",
        "POST,/stripe/v1/refunds,'',400,payment_intent",
        "GET,/stripe/v1/payment_intents/pi_1,'',404,resource_missing",
        "GET,/stripe/v1/payment_intents?limit=101,'',400,limit",
        "GET,/stripe/v1/customers,'',404,Unrecognized request URL",
        "GET,/stripe/v1/payment_intents/pi_1/capture,'',404,Unrecognized request URL",
        "GET,/stripe,'',404,Unrecognized request URL",
        "DELETE,/stripe/v1/payment_intents/pi_1,'',404,Unrecognized request URL",
    })
    void whatStripeWouldNotUnderstandIsRefusedInItsEnvelope(
            String method, String path, String body, int status, String says) {
        var answer = stripe.raw(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"error\"", says);
        assertThat(answer.headers().firstValue("Request-Id")).isPresent();
    }

    @Test
    void onlyTheAccountsKeyOpens() {
        var other = stripe.client("sk_test_other", Duration.ofSeconds(5));
        assertThatThrownBy(() -> other.v1().balance().retrieve()).isInstanceOf(AuthenticationException.class);
        var balance = HttpRequest.newBuilder(stripe.uri("/stripe/v1/balance"));
        assertThat(stripe.exchange(balance.copy()).statusCode()).isEqualTo(401);
        var basic = Base64.getEncoder()
                .encodeToString((stripe.sandbox.stripe().keys().apiKey() + ":").getBytes(StandardCharsets.UTF_8));
        assertThat(stripe.exchange(balance.copy().header("Authorization", "Basic " + basic))
                        .statusCode())
                .isEqualTo(200);
        assertThat(stripe.exchange(balance.copy().header("Authorization", "Basic ???"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void noCommandOfWireMockIsOpen() {
        var reset = HttpRequest.newBuilder(stripe.uri("/__admin/reset")).POST(HttpRequest.BodyPublishers.noBody());
        assertThat(stripe.exchange(reset).statusCode()).isEqualTo(401);
    }

    @Test
    void listsPageFromTheNewestWithoutGapOrRepetition() throws StripeException {
        var newest = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            newest.addFirst(stripe.created(1_000).getId());
        }
        var params = PaymentIntentListParams.builder().setLimit(2L).build();
        var listed = new ArrayList<String>();
        for (var intent : stripe.client.v1().paymentIntents().list(params).autoPagingIterable()) {
            if (listed.size() < newest.size()) {
                listed.add(intent.getId());
            }
        }
        assertThat(listed).isEqualTo(newest);
    }
}
