package io.aman.local.demo;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The app on a telephone that makes codes of a secret (RFC 6238: SHA-1, six digits, thirty seconds). */
public final class TotpApp {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long STEP_MILLIS = Duration.ofSeconds(30).toMillis();
    /** How far ahead a code is taken (RFC 6238, section 5.2). */
    private static final int FAST_STEPS = 1;

    private static final int LETTER_BITS = 5;
    private static final int DIGITS = 1_000_000;

    private final byte[] key;
    private long lastStep = Long.MIN_VALUE;

    /** @param secret in Base32 (RFC 4648, section 6), as it is shown to a person */
    public TotpApp(String secret) {
        this.key = decoded(secret);
    }

    /** The code of the step before this one, which a clock that is behind would show. */
    String previous() {
        return shown(step() - 1);
    }

    /** A code that was not shown before: that of the step to come, as of a clock that is fast, before it is waited for. */
    public String next() {
        while (step() + FAST_STEPS <= lastStep) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return shown(Math.max(step(), lastStep + 1));
    }

    /** The last one once more. */
    String again() {
        return code(lastStep);
    }

    private String shown(long step) {
        lastStep = step;
        return code(step);
    }

    private static long step() {
        return Clock.systemUTC().millis() / STEP_MILLIS;
    }

    /** That of the given step since 1970. */
    String code(long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            var offset = hash[hash.length - 1] & 0xf;
            var number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            return "%06d".formatted(number % DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    private static byte[] decoded(String secret) {
        var letters = secret.replaceAll("[\\s=-]", "").toUpperCase(Locale.ROOT);
        var bytes = ByteBuffer.allocate(letters.length() * LETTER_BITS / Byte.SIZE);
        int bits = 0;
        int held = 0;
        for (int i = 0; i < letters.length(); i++) {
            held = held << LETTER_BITS | BASE32.indexOf(letters.charAt(i));
            bits += LETTER_BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes.put((byte) (held >> bits));
                held &= (1 << bits) - 1;
            }
        }
        return bytes.array();
    }
}
