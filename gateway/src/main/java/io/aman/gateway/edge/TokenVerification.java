package io.aman.gateway.edge;

import io.aman.platform.security.AccessToken;
import io.aman.platform.security.InvalidToken;
import io.aman.platform.security.KeysUnavailable;
import io.aman.platform.security.VerifiedTokens;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Tokens, verified: at once where that was done before, else away from the threads that serve requests. */
final class TokenVerification {

    private static final Logger log = LoggerFactory.getLogger(TokenVerification.class);

    private final VerifiedTokens tokens;
    private final Scheduler scheduler;

    /** @param scheduler where keys may be fetched, which blocks: never an event loop's thread */
    TokenVerification(VerifiedTokens tokens, Scheduler scheduler) {
        this.tokens = tokens;
        this.scheduler = scheduler;
    }

    /** As {@link VerifiedTokens#known}. */
    @Nullable
    AccessToken known(String token) {
        return tokens.known(token);
    }

    /** Verifies the token, away from the caller's thread; the error is an {@link EdgeError}. */
    Mono<AccessToken> verify(String token) {
        return Mono.fromCallable(() -> tokens.require(token))
                .subscribeOn(scheduler)
                .onErrorMap(TokenVerification::refusal);
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
