package io.aman.session.token;

import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refresh tokens: {@code <session id>.<counter>.<HMAC of both>}. Nothing is stored but the counter, and one counter has
 * one token: who asks twice is told the same.
 */
public final class RefreshTokens {

    /** What a genuine token claims; whether it still counts is the session's business. */
    public record Presented(String sessionId, long counter) {}

    private static final Pattern FORM =
            Pattern.compile("(ses_[0-9a-f]{32})\\.(0|[1-9][0-9]{0,17})\\.([A-Za-z0-9_-]{43})");
    private static final int MAX_LENGTH = 128;

    private final KeyedHash key;

    RefreshTokens(KeyedHash key) {
        this.key = key;
    }

    public Secret issue(String sessionId, long counter) {
        return Secret.of("%s.%d.%s".formatted(sessionId, counter, seal(sessionId, counter)));
    }

    /** Empty when we never issued it. */
    public Optional<Presented> read(Secret token) {
        var text = token.reveal();
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var presented = new Presented(parts.group(1), Long.parseLong(parts.group(2)));
        // The texts, not the bytes: the last character of Base64 has spare bits, and one token has one form.
        var genuine = MessageDigest.isEqual(
                seal(presented.sessionId, presented.counter).getBytes(StandardCharsets.US_ASCII),
                parts.group(3).getBytes(StandardCharsets.US_ASCII));
        return genuine ? Optional.of(presented) : Optional.empty();
    }

    private String seal(String sessionId, long counter) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.hash(sessionId + "|" + counter));
    }
}
