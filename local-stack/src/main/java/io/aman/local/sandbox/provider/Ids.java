package io.aman.local.sandbox.provider;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids that can't be guessed and that sort by the time they were made, so a table's order is its history. */
public final class Ids {
    /** In ASCII order. */
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The digits and capitals of {@link #ALPHABET}, which are its start. */
    private static final int CAPITALS = 36;

    /** Holds the microseconds of the years until 2085 also in digits and capitals alone. */
    private static final int STAMP_LENGTH = 10;

    private static final int RANDOM_LENGTH = 14;
    private static final int CAPITALS_RANDOM_LENGTH = 7;
    private static final int STAMPS_PER_MILLI = 1000;

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();
    private final Clock clock;

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** The prefix and 24 letters and digits. */
    public String next(String prefix) {
        return prefix + stamp(ALPHABET.length()) + random(RANDOM_LENGTH, ALPHABET.length());
    }

    /** 17 capitals and digits. */
    public String nextCapitals() {
        return stamp(CAPITALS) + random(CAPITALS_RANDOM_LENGTH, CAPITALS);
    }

    /** Letters and digits without any order. */
    public String random(int length) {
        return random(length, ALPHABET.length());
    }

    /** Capitals and digits without any order. */
    public String randomCapitals(int length) {
        return random(length, CAPITALS);
    }

    private String stamp(int letters) {
        long now = clock.millis() * STAMPS_PER_MILLI;
        long stamp = last.updateAndGet(before -> Math.max(before + 1, now));
        var text = new char[STAMP_LENGTH];
        for (int i = STAMP_LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (stamp % letters));
            stamp /= letters;
        }
        return new String(text);
    }

    private String random(int length, int letters) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(letters)));
        }
        return text.toString();
    }
}
