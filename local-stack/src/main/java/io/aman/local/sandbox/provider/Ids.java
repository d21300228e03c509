package io.aman.local.sandbox.provider;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids that can't be guessed and that sort by the time they were made, so a table's order is its history. */
public final class Ids {
    /** In ASCII order. */
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final int STAMP_LENGTH = 10;
    private static final int RANDOM_LENGTH = 14;
    private static final int STAMPS_PER_MILLI = 1000;

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();
    private final Clock clock;

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** The prefix and 24 letters and digits. */
    public String next(String prefix) {
        long now = clock.millis() * STAMPS_PER_MILLI;
        long stamp = last.updateAndGet(before -> Math.max(before + 1, now));
        var id = new char[STAMP_LENGTH];
        for (int i = STAMP_LENGTH - 1; i >= 0; i--) {
            id[i] = ALPHABET.charAt((int) (stamp % ALPHABET.length()));
            stamp /= ALPHABET.length();
        }
        return prefix + new String(id) + random(RANDOM_LENGTH);
    }

    /** Letters and digits without any order. */
    public String random(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
