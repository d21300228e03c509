package io.aman.session.mfa.totp;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords: SHA-1, six digits, a step of thirty seconds, which is what every app can do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 */
final class Totp {

    static final int STEP_SECONDS = 30;
    static final int DIGITS = 6;

    private static final String ALGORITHM = "HmacSHA1";
    private static final Pattern CODE = Pattern.compile("[0-9]{%d}".formatted(DIGITS));

    private final int skewSteps;

    /** @param skewSteps how many steps a code may be back, or ahead where an app's clock is fast */
    Totp(int skewSteps) {
        this.skewSteps = skewSteps;
    }

    /**
     * The step whose code this is, of those that count now: later than {@code lastStep}.
     *
     * @param typed blanks in it are overlooked
     * @param lastStep the last one that was accepted: a code counts once, and none before it does (RFC 6238, section 5.2)
     */
    OptionalLong stepOf(String typed, byte[] seed, long lastStep, Instant now) {
        var code = typed.replace(" ", "");
        if (!CODE.matcher(code).matches()) {
            return OptionalLong.empty();
        }
        var current = stepAt(now);
        for (var step = current + skewSteps; step >= current - skewSteps; step--) {
            if (step > lastStep && isSame(code, code(seed, step))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    static long stepAt(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a step: RFC 4226 with the step as its counter. */
    static String code(byte[] seed, long step) {
        try {
            return new HmacOneTimePasswordGenerator(DIGITS)
                    .generateOneTimePasswordString(new SecretKeySpec(seed, ALGORITHM), step, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("any bytes are a key of " + ALGORITHM, e);
        }
    }

    private static boolean isSame(String code, String other) {
        return MessageDigest.isEqual(
                code.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
