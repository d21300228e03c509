package io.aman.local.sandbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** A shop at the sandbox of PayPal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PayPalShop {

    static final String ORDERS = "/v2/checkout/orders";

    final PayPalAccount paypal = new PayPalAccount();

    @AfterAll
    void close() {
        paypal.close();
    }

    PayPalAccount.Answer refund(String capture, String body) {
        return paypal.post("/v2/payments/captures/" + capture + "/refund", body);
    }
}
