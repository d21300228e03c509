package io.aman.session.notice;

import io.aman.platform.Ids;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.session.token.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Links that count once, of one purpose. What a link proves stands in its fragment, which a browser sends nobody: {@code
 * <payload>.<HMAC-SHA256>}, both in Base64url; the payload is {@code <id>:<expiry>:<user id>}. Nothing is stored before one
 * is used.
 */
public final class SignedLinks {

    private static final int MAX_LENGTH = 512;
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]{43})");

    /** @param id the one use is counted by it */
    public record Claim(String id, String userId, Instant expiresAt) {}

    private final PublicUrl base;
    private final String path;
    private final String prefix;
    private final Pattern payloadForm;
    private final KeyedHash hash;
    private final Clock clock;

    /**
     * @param path below the public URL
     * @param prefix what the ids begin with
     * @param hash for this purpose only
     */
    public SignedLinks(PublicUrl base, String path, String prefix, KeyedHash hash, Clock clock) {
        this.base = base;
        this.path = path;
        this.prefix = prefix;
        this.payloadForm = Pattern.compile("(%s[0-9a-f]{32}):([0-9]{1,12}):(.+)".formatted(Pattern.quote(prefix)));
        this.hash = hash;
        this.clock = clock;
    }

    /** @param until when it is not good any more */
    public String linkFor(String userId, Instant until) {
        var payload = "%s:%d:%s"
                .formatted(Ids.random(prefix), until.getEpochSecond(), userId)
                .getBytes(StandardCharsets.UTF_8);
        var encoded = encoded(payload);
        return base.link(path, Secret.of(encoded + "." + encoded(hash.hash(encoded))));
    }

    /** Empty when we never made it, or too long ago. */
    public Optional<Claim> read(Secret token) {
        if (token.reveal().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var parts = TOKEN.matcher(token.reveal());
        if (!parts.matches() || !isOurs(parts.group(1), parts.group(2))) {
            return Optional.empty();
        }
        var payload =
                payloadForm.matcher(new String(Base64.getUrlDecoder().decode(parts.group(1)), StandardCharsets.UTF_8));
        if (!payload.matches()) {
            return Optional.empty();
        }
        var expiresAt = Instant.ofEpochSecond(Long.parseLong(payload.group(2)));
        return clock.instant().isBefore(expiresAt)
                ? Optional.of(new Claim(payload.group(1), payload.group(3), expiresAt))
                : Optional.empty();
    }

    private boolean isOurs(String signed, String signature) {
        return MessageDigest.isEqual(
                encoded(hash.hash(signed)).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
