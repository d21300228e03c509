package io.aman.session.mfa.backup;

import io.aman.platform.Secret;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One code: ten characters of Crockford's Base32, which are fifty random bits.
 *
 * @param canonical lower case, without anything between
 * @see <a href="https://www.crockford.com/base32.html">Base32</a>
 */
record BackupCode(Secret canonical) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;
    private static final int MAX_TYPED = 64;
    private static final Pattern FORM = Pattern.compile("[%s]{%d}".formatted(ALPHABET, LENGTH));
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}_.]");

    static BackupCode random() {
        var code = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new BackupCode(Secret.of(code.toString()));
    }

    /** What somebody typed: case, blanks and dashes don't matter, nor does {@code o} for {@code 0}, {@code l} for {@code 1}. */
    static Optional<BackupCode> typed(Secret typed) {
        var text = typed.reveal();
        if (text.length() > MAX_TYPED) {
            return Optional.empty();
        }
        var canonical = BETWEEN.matcher(text)
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1');
        return FORM.matcher(canonical).matches() ? Optional.of(new BackupCode(Secret.of(canonical))) : Optional.empty();
    }

    /** As it is shown: two groups. */
    String shown() {
        var code = canonical.reveal();
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }
}
