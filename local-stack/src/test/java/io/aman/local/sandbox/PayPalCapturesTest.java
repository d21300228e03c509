package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What is taken of an authorization at the sandbox of PayPal, and given back. */
class PayPalCapturesTest extends PayPalShop {

    @Test
    void severalPartialCapturesNeverExceedWhatIsHeld() {
        var ids = paypal.authorized("10.00");
        assertThat(capture(ids.getLast(), "4.00").state()).isEqualTo("COMPLETED");
        assertThat(authorization(ids.getLast())).isEqualTo("PARTIALLY_CAPTURED");
        assertThat(capture(ids.getLast(), "6.01").issue()).isEqualTo("MAX_CAPTURE_AMOUNT_EXCEEDED");
        assertThat(capture(ids.getLast(), "6.00").body().path("final_capture").asBoolean())
                .isTrue();
        assertThat(authorization(ids.getLast())).isEqualTo("CAPTURED");
        assertThat(capture(ids.getLast(), "0.01").issue()).isEqualTo("AUTHORIZATION_ALREADY_CAPTURED");
        assertThat(release(ids.getLast()).issue()).isEqualTo("PREVIOUSLY_CAPTURED");
        var ledger = paypal.ledger(ids.getFirst());
        assertThat(ledger.path("authorized").asLong()).isEqualTo(1000);
        assertThat(ledger.path("captured").asLong()).isEqualTo(1000);
        assertThat(ledger.path("captures").asInt()).isEqualTo(2);
        assertThat(paypal.get(ORDERS + "/" + ids.getFirst())
                        .body()
                        .at("/purchase_units/0/payments/captures")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aFinalCaptureReleasesTheRest() {
        var ids = paypal.authorized("10.00");
        var answer = paypal.post("/v2/payments/authorizations/" + ids.getLast() + "/capture", """
                {"amount": {"currency_code": "USD", "value": "1.00"}, "final_capture": true}""");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(capture(ids.getLast(), "1.00").issue()).isEqualTo("AUTHORIZATION_ALREADY_CAPTURED");
    }

    @Test
    void whatIsVoidedOrExpiredCannotBeCaptured() {
        var voided = paypal.authorized("10.00").getLast();
        assertThat(release(voided).status()).isEqualTo(200);
        assertThat(capture(voided, "1.00").issue()).isEqualTo("AUTHORIZATION_VOIDED");
        assertThat(release(voided).issue()).isEqualTo("PREVIOUSLY_VOIDED");
        var expired = paypal.authorized("10.00").getLast();
        assertThat(paypal.command("authorizations/" + expired + "/expire", "").state())
                .isEqualTo("VOIDED");
        assertThat(capture(expired, "1.00").issue()).isEqualTo("AUTHORIZATION_EXPIRED");
    }

    @Test
    void aReauthorizationReplacesTheAuthorization() {
        var ids = paypal.authorized("10.00");
        var old = "/v2/payments/authorizations/" + ids.getLast();
        var renewed = paypal.post(old + "/reauthorize", "");
        assertThat(renewed.state()).isEqualTo("CREATED");
        assertThat(capture(ids.getLast(), "1.00").issue()).isEqualTo("AUTHORIZATION_VOIDED");
        assertThat(release(renewed.id()).issue()).isEqualTo("CANNOT_BE_VOIDED");
        assertThat(paypal.post("/v2/payments/authorizations/" + renewed.id() + "/reauthorize", "")
                        .issue())
                .isEqualTo("REAUTHORIZATION_NOT_SUPPORTED");
        assertThat(paypal.ledger(ids.getFirst()).path("authorized").asLong()).isEqualTo(1000);
        assertThat(release(ids.getLast()).state()).isEqualTo("VOIDED");
        assertThat(authorization(renewed.id())).isEqualTo("VOIDED");
    }

    @Test
    void refundsNeverExceedTheCapture() {
        var ids = paypal.captured("10.00");
        assertThat(refund(ids.getLast(), PayPalAccount.amount("4.00")).state()).isEqualTo("COMPLETED");
        assertThat(capture(ids)).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(refund(ids.getLast(), PayPalAccount.amount("6.01")).issue()).isEqualTo("REFUND_AMOUNT_EXCEEDED");
        var rest = refund(ids.getLast(), "");
        assertThat(rest.text("/amount/value")).isEqualTo("6.00");
        assertThat(rest.text("/seller_payable_breakdown/total_refunded_amount/value"))
                .isEqualTo("10.00");
        assertThat(paypal.get("/v2/payments/refunds/" + rest.id()).body()).isEqualTo(rest.body());
        assertThat(rest.link("up")).endsWith("/v2/payments/captures/" + ids.getLast());
        assertThat(capture(ids)).isEqualTo("REFUNDED");
        assertThat(refund(ids.getLast(), "").issue()).isEqualTo("CAPTURE_FULLY_REFUNDED");
        assertThat(paypal.ledger(ids.getFirst()).path("refunded").asLong()).isEqualTo(1000);
    }

    @Test
    void aRefundThatFailsCanBeMadeAgain() {
        var ids = paypal.captured("10.00");
        paypal.command("captures/" + ids.getLast() + "/hold-refunds", "");
        var refund = refund(ids.getLast(), "");
        assertThat(refund.state()).isEqualTo("PENDING");
        assertThat(refund(ids.getLast(), "").issue()).isEqualTo("CAPTURE_FULLY_REFUNDED");
        assertThat(paypal.command("refunds/" + refund.id() + "/fail", "").state())
                .isEqualTo("FAILED");
        assertThat(capture(ids)).isEqualTo("COMPLETED");
        var again = refund(ids.getLast(), "");
        assertThat(paypal.command("refunds/" + again.id() + "/complete", "").state())
                .isEqualTo("COMPLETED");
        assertThat(capture(ids)).isEqualTo("REFUNDED");
        await().untilAsserted(() -> assertThat(paypal.received.types(ids.getLast()))
                .containsExactly("PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.REFUNDED"));
    }

    private PayPalAccount.Answer capture(String authorization, String value) {
        return paypal.post("/v2/payments/authorizations/" + authorization + "/capture", PayPalAccount.amount(value));
    }

    private PayPalAccount.Answer release(String authorization) {
        return paypal.post("/v2/payments/authorizations/" + authorization + "/void", "");
    }

    private String authorization(String id) {
        return paypal.get("/v2/payments/authorizations/" + id).state();
    }

    private String capture(java.util.List<String> ids) {
        return paypal.get("/v2/payments/captures/" + ids.getLast()).state();
    }
}
