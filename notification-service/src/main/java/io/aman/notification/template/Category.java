package io.aman.notification.template;

import java.util.Arrays;

/** What a message is about, which decides who may switch it off and when it may come. */
public enum Category {
    /** Ways into the account and attacks on it: never switched off, and told at any hour. */
    SECURITY("security"),
    PAYMENTS("payments"),
    ACCOUNT("account");

    private final String key;

    Category(String key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public static Category of(String key) {
        return Arrays.stream(values())
                .filter(category -> category.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no category " + key));
    }

    /** The name in the API and in the store. */
    public String key() {
        return key;
    }
}
