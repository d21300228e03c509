package io.aman.session.notice;

import io.aman.platform.Ids;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.session.token.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The links by which an owner says of a change that it was not them: signed, for seven days, each for one use.
 *
 * <p>A token is {@code <payload>.<HMAC-SHA256>}, both in Base64url; the payload is {@code <id>:<expiry>:<user id>}.
 * Nothing is stored before one is used.
 */
public final class NotMeLinks {

    static final Duration LIFETIME = Duration.ofDays(7);
    static final String PATH = "/not-me";

    private static final int MAX_LENGTH = 512;
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]{43})");
    private static final Pattern PAYLOAD = Pattern.compile("(nme_[0-9a-f]{32}):([0-9]{1,12}):(.+)");

    /** @param id the one use is counted by it */
    public record Claim(String id, String userId, Instant expiresAt) {}

    private final PublicUrl base;
    private final KeyedHash hash;
    private final Clock clock;

    NotMeLinks(PublicUrl base, KeyedHash hash, Clock clock) {
        this.base = base;
        this.hash = hash;
        this.clock = clock;
    }

    /** @param at when that happened which the owner is told of; the link is good for seven days from then */
    public String linkFor(String userId, Instant at) {
        var payload = "%s:%d:%s"
                .formatted(Ids.random("nme_"), at.plus(LIFETIME).getEpochSecond(), userId)
                .getBytes(StandardCharsets.UTF_8);
        var signed = encoded(payload);
        return base.link(PATH, Secret.of(signed + "." + encoded(hash.hash(signed))));
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
                PAYLOAD.matcher(new String(Base64.getUrlDecoder().decode(parts.group(1)), StandardCharsets.UTF_8));
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
