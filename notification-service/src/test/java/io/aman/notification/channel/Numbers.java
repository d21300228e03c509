package io.aman.notification.channel;

import java.util.concurrent.atomic.AtomicInteger;

/** Telephone numbers that nobody had before. */
public final class Numbers {

    private static final AtomicInteger LAST = new AtomicInteger();

    private Numbers() {}

    public static String next() {
        return "+96550%06d".formatted(LAST.incrementAndGet());
    }
}
