package io.aman.session.mfa.code;

import io.aman.platform.Secret;
import io.aman.session.mfa.SentCode;
import io.aman.session.mfa.SentCode.Channel;
import io.aman.session.token.KeyedHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Makes codes of six digits and knows them again; what is kept of one is a keyed hash that is good for its use alone. */
final class SentCodes {

    /** After this a code is void (OWASP ASVS 6.5.5). */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ALL = 1_000_000;
    private static final Pattern FORM = Pattern.compile("[0-9]{6}");

    private final KeyedHash hash;

    SentCodes(KeyedHash hash) {
        this.hash = hash;
    }

    static Secret random() {
        return Secret.of("%06d".formatted(RANDOM.nextInt(ALL)));
    }

    SentCode sent(Secret code, Channel channel, String userId, String use, Instant at) {
        return new SentCode(channel, use, hash(userId, use, code.reveal()), at, at.plus(LIFETIME), 0);
    }

    /** Whether somebody typed this code, for this use, in time. */
    boolean matches(SentCode sent, Secret typed, String userId, String use, Instant now) {
        var code = typed.reveal().replace(" ", "");
        return FORM.matcher(code).matches() && sent.counts(hash(userId, use, code), use, now);
    }

    private String hash(String userId, String use, String code) {
        return Base64.getEncoder().encodeToString(hash.hash(String.join("|", userId, use, code)));
    }
}
