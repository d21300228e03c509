package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders at the sandbox of PayPal, up to their authorization. */
class PayPalOrdersTest extends PayPalShop {

    @Test
    void anApprovedOrderIsAuthorizedAndTheReturnUrlIsTheMerchants() {
        var order = paypal.created("AUTHORIZE", "12.50");
        assertThat(order.status()).isEqualTo(201);
        assertThat(order.state()).isEqualTo("PAYER_ACTION_REQUIRED");
        var page = URI.create(order.link("payer-action"));
        assertThat(paypal.send(HttpRequest.newBuilder(page)).response().body())
                .contains("12.50 USD", "Approve", "Cancel");
        var back = click(page, "approve");
        assertThat(back.status()).isEqualTo(302);
        assertThat(back.response().headers().firstValue("Location"))
                .contains("https://shop.example/back?order=1&token=" + order.id() + "&PayerID=SANDBXPAYER22");
        assertThat(paypal.get(ORDERS + "/" + order.id()).state()).isEqualTo("APPROVED");

        var authorized = paypal.post(ORDERS + "/" + order.id() + "/authorize", "{}");

        assertThat(authorized.state()).isEqualTo("COMPLETED");
        assertThat(authorized.text("/purchase_units/0/payments/authorizations/0/status"))
                .isEqualTo("CREATED");
        assertThat(authorized.text("/purchase_units/0/payments/authorizations/0/custom_id"))
                .isEqualTo("pay_1");
        assertThat(paypal.post(ORDERS + "/" + order.id() + "/authorize", "").issue())
                .isEqualTo("ORDER_ALREADY_AUTHORIZED");
        await().untilAsserted(() -> assertThat(paypal.received.types(order.id()))
                .containsExactly("CHECKOUT.ORDER.APPROVED", "PAYMENT.AUTHORIZATION.CREATED"));
    }

    @Test
    void aCancelLeadsAwayAndChangesNothing() {
        var order = paypal.created("CAPTURE", "1.00");
        assertThat(click(URI.create(order.link("payer-action")), "cancel")
                        .response()
                        .headers()
                        .firstValue("Location"))
                .contains("https://shop.example/away?token=" + order.id());
        assertThat(paypal.post(ORDERS + "/" + order.id() + "/capture", "").issue())
                .isEqualTo("ORDER_NOT_APPROVED");
    }

    @Test
    void aDeclinedInstrumentSendsThePayerBackAndTakesNothing() {
        var order = paypal.created("CAPTURE", "1.00");
        var page = URI.create(order.link("payer-action"));
        click(page, "decline");
        var declined = paypal.post(ORDERS + "/" + order.id() + "/capture", "");
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.issue()).isEqualTo("INSTRUMENT_DECLINED");
        assertThat(URI.create(declined.link("redirect"))).isEqualTo(page);
        assertThat(paypal.ledger(order.id()).path("captured").asLong()).isZero();
        click(page, "approve");
        assertThat(paypal.post(ORDERS + "/" + order.id() + "/capture", "").state())
                .isEqualTo("COMPLETED");
        assertThat(paypal.ledger(order.id()).path("captured").asLong()).isEqualTo(100);
    }

    @Test
    void anOrderThatIsCompleteMayStillBeUnpaid() {
        var id = paypal.created("CAPTURE", "5.00").id();
        paypal.command("orders/" + id + "/approve", "{\"capture\": \"PENDING\"}");
        var answer = paypal.post(ORDERS + "/" + id + "/capture", "");
        assertThat(answer.state()).isEqualTo("COMPLETED");
        assertThat(answer.text("/purchase_units/0/payments/captures/0/status")).isEqualTo("PENDING");
        var capture = answer.text("/purchase_units/0/payments/captures/0/id");
        assertThat(refund(capture, "").issue()).isEqualTo("PENDING_CAPTURE");
        assertThat(paypal.ledger(id).path("captured").asLong()).isZero();
        assertThat(paypal.command("captures/" + capture + "/deny", "").state()).isEqualTo("DECLINED");
        await().untilAsserted(() -> assertThat(paypal.received.types(id))
                .containsExactly("CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.PENDING", "PAYMENT.CAPTURE.DENIED"));
    }

    @Test
    void aForgottenOrderIsUnknownAndItsApprovalReversed() {
        var id = paypal.approved("CAPTURE", "3.00");
        paypal.command("orders/" + id + "/expire", "");
        var answer = paypal.get(ORDERS + "/" + id);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/name")).isEqualTo("RESOURCE_NOT_FOUND");
        assertThat(answer.issue()).isEqualTo("INVALID_RESOURCE_ID");
        assertThat(paypal.post(ORDERS + "/" + id + "/capture", "").status()).isEqualTo(404);
        await().untilAsserted(() -> assertThat(paypal.received.types(id))
                .containsExactly("CHECKOUT.ORDER.APPROVED", "CHECKOUT.PAYMENT-APPROVAL.REVERSED"));
    }

    @Test
    void anOrderThatWasCarriedOutIsNotForgotten() {
        var id = paypal.approved("CAPTURE", "3.00");
        paypal.post(ORDERS + "/" + id + "/capture", "");
        assertThat(paypal.command("orders/" + id + "/expire", "").status()).isEqualTo(422);
        assertThat(paypal.get(ORDERS + "/" + id).state()).isEqualTo("COMPLETED");
    }

    @Test
    void anInvoiceIdIsTakenOnce() {
        var body = PayPalAccount.order("CAPTURE", "USD", "1.00").replace("custom_id", "invoice_id");
        for (int i = 0; i < 2; i++) {
            var id = paypal.post(ORDERS, body).id();
            paypal.command("orders/" + id + "/approve", "");
            var answer = paypal.post(ORDERS + "/" + id + "/capture", "");
            assertThat(i == 0 ? answer.state() : answer.issue())
                    .isEqualTo(i == 0 ? "COMPLETED" : "DUPLICATE_INVOICE_ID");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 1.001, DECIMAL_PRECISION",
        "USD, 1.100, DECIMAL_PRECISION",
        "JPY, 1.5, DECIMAL_PRECISION",
        "HUF, 100.00, DECIMAL_PRECISION",
        "USD, 0, CANNOT_BE_ZERO_OR_NEGATIVE",
        "USD, -1.00, CANNOT_BE_ZERO_OR_NEGATIVE",
        "USD, 1000000000000000, MAX_VALUE_EXCEEDED",
        "KWD, 1.000, CURRENCY_NOT_SUPPORTED",
        "XQQ, 1.00, INVALID_CURRENCY_CODE"
    })
    void anAmountThatPayPalCannotTakeIsRefused(String currency, String value, String issue) {
        var answer = paypal.post(ORDERS, PayPalAccount.order("CAPTURE", currency, value));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/name")).isEqualTo("UNPROCESSABLE_ENTITY");
        assertThat(answer.issue()).isEqualTo(issue);
    }

    @Test
    void anAmountIsAnsweredInTheCurrencysDecimals() {
        assertThat(paypal.post(ORDERS, PayPalAccount.order("CAPTURE", "JPY", "500"))
                        .text("/purchase_units/0/amount/value"))
                .isEqualTo("500");
        assertThat(paypal.post(ORDERS, PayPalAccount.order("CAPTURE", "USD", "5"))
                        .text("/purchase_units/0/amount/value"))
                .isEqualTo("5.00");
    }

    @ParameterizedTest
    @CsvSource({"9.00, 2.00, 1.00, ''", "9.00, 1.50, 1.00, AMOUNT_MISMATCH", "9.001, 2.00, 1.00, AMOUNT_MISMATCH"})
    void theBreakdownAddsUpToTheAmount(String items, String shipping, String discount, String issue) {
        var breakdown = """
                "value": "10.00", "breakdown": {"item_total": {"currency_code": "USD", "value": "%s"},
                 "shipping": {"currency_code": "USD", "value": "%s"},
                 "discount": {"currency_code": "USD", "value": "%s"}}""".formatted(items, shipping, discount);
        var body = PayPalAccount.order("CAPTURE", "USD", "10.00").replace("\"value\": \"10.00\"", breakdown);
        assertThat(paypal.post(ORDERS, body).issue()).isEqualTo(issue);
    }

    @Test
    void theWrongActionForTheIntentIsRefused() {
        assertThat(paypal.post(ORDERS + "/" + paypal.approved("CAPTURE", "1.00") + "/authorize", "")
                        .issue())
                .isEqualTo("ACTION_DOES_NOT_MATCH_INTENT");
        assertThat(paypal.post(ORDERS + "/" + paypal.approved("AUTHORIZE", "1.00") + "/capture", "")
                        .issue())
                .isEqualTo("ACTION_DOES_NOT_MATCH_INTENT");
    }

    @Test
    void withoutAPreferenceTheAnswerIsShort() {
        var answer = paypal.send(paypal.call(ORDERS)
                .header("PayPal-Request-Id", "short")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(PayPalAccount.order("CAPTURE", "USD", "1.00"))));
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("id", "status", "payment_source", "links");
    }

    private PayPalAccount.Answer click(URI page, String outcome) {
        return paypal.send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("outcome=" + outcome)));
    }
}
