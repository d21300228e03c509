package io.aman.session.token;

import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens of which each replaces the one before it: {@code <id>.<counter>.<HMAC of both>}. Nothing is stored but the
 * counter, and one counter has one token: who asks twice is told the same.
 */
public final class CountedTokens {

    /** What a genuine token claims; whether it still counts is the business of whom it names. */
    public record Presented(String id, long counter) {}

    private static final int MAX_LENGTH = 128;

    private final KeyedHash key;
    private final Pattern form;

    /**
     * @param key for tokens of this kind only
     * @param prefix what their ids begin with, as {@link io.aman.platform.Ids} makes them
     */
    public CountedTokens(KeyedHash key, String prefix) {
        this.key = key;
        this.form = Pattern.compile(
                "(%s[0-9a-f]{32})\\.(0|[1-9][0-9]{0,17})\\.([A-Za-z0-9_-]{43})".formatted(Pattern.quote(prefix)));
    }

    public Secret issue(String id, long counter) {
        return Secret.of("%s.%d.%s".formatted(id, counter, seal(id, counter)));
    }

    /** Empty when we never issued it. */
    public Optional<Presented> read(Secret token) {
        var text = token.reveal();
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var parts = form.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var presented = new Presented(parts.group(1), Long.parseLong(parts.group(2)));
        // The texts, not the bytes: the last character of Base64 has spare bits, and one token has one form.
        var genuine = MessageDigest.isEqual(
                seal(presented.id, presented.counter).getBytes(StandardCharsets.US_ASCII),
                parts.group(3).getBytes(StandardCharsets.US_ASCII));
        return genuine ? Optional.of(presented) : Optional.empty();
    }

    private String seal(String id, long counter) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.hash(id + "|" + counter));
    }
}
