package io.aman.notification.template;

import java.util.Arrays;
import java.util.Set;

/** The messages we write, and the facts each may name; one that is absent is an empty text. */
public enum Template {
    PAYMENT_RECEIPT("payment-receipt", Set.of("amount", "total"), Set.of("paymentId", "reference")),
    PAYMENT_DECLINED("payment-declined", Set.of("amount"), Set.of("paymentId")),
    PAYMENT_CANCELED("payment-canceled", Set.of("amount"), Set.of("paymentId")),
    REGISTRATION_REPEATED("registration-repeated", Set.of(), Set.of());

    private final String type;
    private final Set<String> amounts;
    private final Set<String> texts;

    Template(String type, Set<String> amounts, Set<String> texts) {
        this.type = type;
        this.amounts = amounts;
        this.texts = texts;
    }

    /** @throws IllegalArgumentException when there is none of that type */
    public static Template of(String type) {
        return Arrays.stream(values())
                .filter(template -> template.type.equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no template " + type));
    }

    /** The name in the API, in the store, and of the folder with the texts. */
    public String type() {
        return type;
    }

    Set<String> amounts() {
        return amounts;
    }

    Set<String> texts() {
        return texts;
    }
}
