package io.aman.system;

import java.util.Locale;

/** Who is paid through, and in which money: KNET knows dinars only, and PayPal none. */
enum Provider {
    STRIPE("KWD"),
    PAYPAL("EUR"),
    KNET("KWD");

    private final String currency;

    Provider(String currency) {
        this.currency = currency;
    }

    String currency() {
        return currency;
    }

    /** Its name in the API. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
