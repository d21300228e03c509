package io.aman.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.aman.platform.Ids;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.InvalidToken;
import io.aman.platform.security.KeysUnavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Access tokens that were verified, each remembered until it expires: a signature is checked once, not once a request.
 *
 * <p>Only acceptance is remembered, under the SHA-256 of the whole token, so another spelling of a token is another
 * token. Revocation is none of its business: that is asked on every request, after this. A key that is withdrawn before
 * its time stays believed for tokens seen already, five minutes at most.
 */
final class VerifiedTokens {

    private static final Logger log = LoggerFactory.getLogger(VerifiedTokens.class);

    private final AccessTokenVerifier verifier;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Cache<ByteBuffer, AccessToken> verified;

    /** @param scheduler where keys may be fetched, which blocks: never an event loop's thread */
    VerifiedTokens(AccessTokenVerifier verifier, Scheduler scheduler, Clock clock, int maxEntries) {
        this.verifier = verifier;
        this.scheduler = scheduler;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfter(Expiry.<ByteBuffer, AccessToken>creating((_, token) -> lifetime(token)))
                .build();
    }

    /**
     * The token, when it was verified before and has not expired since. The minute of skew that the verifier grants is
     * not granted here: a token in that minute is verified anew each time.
     */
    @Nullable
    AccessToken known(String token) {
        var known = verified.getIfPresent(key(token));
        return known != null && clock.instant().isBefore(known.expiresAt()) ? known : null;
    }

    /** Verifies the token, away from the caller's thread; the error is an {@link EdgeError}. */
    Mono<AccessToken> verify(String token) {
        return Mono.fromCallable(() -> remembered(token)).subscribeOn(scheduler).onErrorMap(VerifiedTokens::refusal);
    }

    long size() {
        verified.cleanUp();
        return verified.estimatedSize();
    }

    private AccessToken remembered(String token) {
        var accepted = verifier.verify(token);
        if (clock.instant().isBefore(accepted.expiresAt())) {
            verified.put(key(token), accepted);
        }
        return accepted;
    }

    private Duration lifetime(AccessToken token) {
        return Duration.between(clock.instant(), token.expiresAt());
    }

    private static ByteBuffer key(String token) {
        return ByteBuffer.wrap(Ids.sha256(token.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Throwable refusal(Throwable error) {
        return switch (error) {
            case InvalidToken e -> {
                log.debug("Refused a token: {}", e.getMessage());
                yield e.isExpired() ? new EdgeError.TokenExpired() : new EdgeError.TokenNotValid();
            }
            case KeysUnavailable e -> {
                log.warn("No signing keys: {}", String.valueOf(e.getCause()));
                yield new EdgeError.KeysAway();
            }
            case RejectedExecutionException _ -> new EdgeError.KeysAway(); // more is waiting than can be verified
            default -> error;
        };
    }
}
