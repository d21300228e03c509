package io.aman.payment.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** How far metrics look back. */
enum Window {
    HOUR("1h", Duration.ofHours(1)),
    DAY("24h", Duration.ofDays(1)),
    WEEK("7d", Duration.ofDays(7)),
    MONTH("30d", Duration.ofDays(30));

    /** As a request names them. */
    static final String NAMES = "1h|24h|7d|30d";

    private final String text;
    private final Duration length;

    Window(String text, Duration length) {
        this.text = text;
        this.length = length;
    }

    /** @param text one of {@link #NAMES} */
    static Window of(String text) {
        return Arrays.stream(values())
                .filter(window -> window.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no window"));
    }

    String text() {
        return text;
    }

    /** The whole hours that hold the window, oldest first: it begins up to one hour earlier than asked. */
    List<Instant> hoursUntil(Instant now) {
        return Hours.between(now.minus(length), now);
    }
}
