package io.aman.notification.template;

import java.util.Arrays;
import java.util.Optional;

/** A text that a message has; each is a file {@code templates/<type>/<language>.<key>.mustache} of ours. */
enum Part {
    SUBJECT("subject", 150),
    INBOX("inbox", 500),
    TEXT("txt", 10_000),
    HTML("html", 20_000),
    SMS("sms", 480),
    WHATSAPP("whatsapp", 1_000),
    PUSH_TITLE("push-title", 150),
    PUSH_BODY("push-body", 500);

    private final String key;
    private final int maxLength;

    Part(String key, int maxLength) {
        this.key = key;
        this.maxLength = maxLength;
    }

    static Optional<Part> of(String key) {
        return Arrays.stream(values()).filter(part -> part.key.equals(key)).findFirst();
    }

    /** The name in the API, in the store and of the file. */
    String key() {
        return key;
    }

    /** Of the text as it is written, in UTF-16 units. */
    int maxLength() {
        return maxLength;
    }

    /** Whether every template has it; another part speaks for one that is left out. */
    boolean isAlwaysThere() {
        return switch (this) {
            case SUBJECT, INBOX, TEXT, HTML -> true;
            case SMS, WHATSAPP, PUSH_TITLE, PUSH_BODY -> false;
        };
    }

    /** A headline is seen by whoever stands near, so that it names nobody and nothing that somebody wrote. */
    boolean isHeadline() {
        return this == SUBJECT || this == PUSH_TITLE;
    }

    boolean isOneLine() {
        return switch (this) {
            case SUBJECT, INBOX, SMS, PUSH_TITLE, PUSH_BODY -> true;
            case TEXT, HTML, WHATSAPP -> false;
        };
    }
}
