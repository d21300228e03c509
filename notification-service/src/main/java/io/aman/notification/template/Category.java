package io.aman.notification.template;

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

    /** The name in the API and in the store. */
    public String key() {
        return key;
    }
}
