package io.aman.notification.preference;

import java.util.Arrays;
import java.util.Optional;

/** A way to be told. */
public enum Medium {
    INBOX("inbox", true),
    EMAIL("email", true),
    SMS("sms", false),
    WHATSAPP("whatsapp", false),
    PUSH("push", false);

    private final String key;
    private final boolean given;

    Medium(String key, boolean given) {
        this.key = key;
        this.given = given;
    }

    static Optional<Medium> of(String key) {
        return Arrays.stream(values()).filter(medium -> medium.key.equals(key)).findFirst();
    }

    /** The name in the API, in the store, and of the channel that sends. */
    public String key() {
        return key;
    }

    /** Whether every account has it, and is told by it until its owner says otherwise. */
    public boolean isGiven() {
        return given;
    }
}
