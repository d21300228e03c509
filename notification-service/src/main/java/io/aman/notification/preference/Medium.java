package io.aman.notification.preference;

import java.util.Arrays;
import java.util.Optional;

/** A way to be told. */
public enum Medium {
    INBOX("inbox", true, true),
    EMAIL("email", true, true),
    SMS("sms", false, false),
    WHATSAPP("whatsapp", false, false),
    /** Whoever adds a browser or an app there has asked for it by that. */
    PUSH("push", false, true);

    private final String key;
    private final boolean given;
    private final boolean unasked;

    Medium(String key, boolean given, boolean unasked) {
        this.key = key;
        this.given = given;
        this.unasked = unasked;
    }

    static Optional<Medium> of(String key) {
        return Arrays.stream(values()).filter(medium -> medium.key.equals(key)).findFirst();
    }

    /** The name in the API, in the store, and of the channel that sends. */
    public String key() {
        return key;
    }

    /** Whether every account has it. */
    public boolean isGiven() {
        return given;
    }

    /** Whether it tells, where there is an address, until its owner says otherwise. */
    boolean isUnasked() {
        return unasked;
    }
}
