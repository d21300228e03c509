package io.aman.notification.template;

import java.util.Arrays;
import java.util.Set;

/** The messages we write. */
public enum Template {
    PAYMENT_RECEIPT("payment-receipt"),
    PAYMENT_DECLINED("payment-declined"),
    PAYMENT_CANCELED("payment-canceled"),
    REGISTRATION_REPEATED("registration-repeated"),
    SIGN_IN_FAILED("sign-in-failed"),
    SIGN_IN_LOCKED("sign-in-locked"),
    SIGN_IN_DISABLED("sign-in-disabled"),
    SESSION_COPIED("session-copied"),
    ACCOUNT_IMPERSONATED("account-impersonated");

    private final String type;

    Template(String type) {
        this.type = type;
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

    /** The amounts that the texts may name; one that is absent is an empty text. */
    Set<String> amounts() {
        return switch (this) {
            case PAYMENT_RECEIPT -> Set.of("amount", "total");
            case PAYMENT_DECLINED, PAYMENT_CANCELED -> Set.of("amount");
            case REGISTRATION_REPEATED,
                    SIGN_IN_FAILED,
                    SIGN_IN_LOCKED,
                    SIGN_IN_DISABLED,
                    SESSION_COPIED,
                    ACCOUNT_IMPERSONATED -> Set.of();
        };
    }

    /** What else the texts may name; as {@link #amounts()}. */
    Set<String> texts() {
        return switch (this) {
            case PAYMENT_RECEIPT -> Set.of("paymentId", "reference");
            case PAYMENT_DECLINED, PAYMENT_CANCELED -> Set.of("paymentId");
            case SIGN_IN_FAILED, SIGN_IN_LOCKED, SIGN_IN_DISABLED -> Set.of("address");
            case ACCOUNT_IMPERSONATED -> Set.of("reason");
            case REGISTRATION_REPEATED, SESSION_COPIED -> Set.of();
        };
    }
}
