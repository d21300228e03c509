package io.aman.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.aman.platform.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens that were verified, each remembered until it expires: a signature is checked once, not once a request.
 *
 * <p>Only acceptance is remembered, under the SHA-256 of the whole token, so another spelling of a token is another
 * token. Revocation is none of its business: who needs it asks on every request, after this. A key that is withdrawn
 * before its time stays believed for tokens seen already, five minutes at most.
 */
public final class VerifiedTokens {

    private final AccessTokenVerifier verifier;
    private final Clock clock;
    private final Cache<ByteBuffer, AccessToken> verified;

    public VerifiedTokens(AccessTokenVerifier verifier, Clock clock, int maxEntries) {
        this.verifier = verifier;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfter(Expiry.<ByteBuffer, AccessToken>creating((_, token) -> lifetime(token)))
                .build();
    }

    /**
     * The token, when it was verified before and has not expired since; never waits. The minute of skew that the
     * verifier grants is not granted here: a token in that minute is verified anew each time.
     */
    public @Nullable AccessToken known(String token) {
        var known = verified.getIfPresent(key(token));
        return known != null && clock.instant().isBefore(known.expiresAt()) ? known : null;
    }

    /**
     * The token, verified now or before; may wait for keys to be fetched.
     *
     * @throws InvalidToken when it must not be believed
     * @throws KeysUnavailable when its key could not be looked up
     */
    public AccessToken require(String token) {
        var known = known(token);
        if (known != null) {
            return known;
        }
        var accepted = verifier.verify(token);
        if (clock.instant().isBefore(accepted.expiresAt())) {
            verified.put(key(token), accepted);
        }
        return accepted;
    }

    public long size() {
        verified.cleanUp();
        return verified.estimatedSize();
    }

    private Duration lifetime(AccessToken token) {
        return Duration.between(clock.instant(), token.expiresAt());
    }

    private static ByteBuffer key(String token) {
        return ByteBuffer.wrap(Ids.sha256(token.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
