package io.aman.gateway.edge;

import io.aman.gateway.activity.ActivityBook;
import io.aman.gateway.revocation.Introspection;
import io.aman.gateway.revocation.Revocations;
import io.aman.platform.security.AccessToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Whether a genuine token gets through (D5). Reads go by what is known and end with their token, five minutes at most.
 * Changes need to know that the session is not over: while revocations are not heard of, session-service is asked, and
 * after the bound, or where it does not answer, they are refused. Before the topic has been read to its end once nothing
 * is known, and nothing gets through; readiness keeps traffic away by then.
 */
final class Admission {

    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private final Revocations revocations;
    private final Introspection introspection;
    private final ActivityBook activity;

    Admission(Revocations revocations, Introspection introspection, ActivityBook activity) {
        this.revocations = revocations;
        this.introspection = introspection;
        this.activity = activity;
    }

    /**
     * Completes where the request may go on, and fails by an {@link EdgeError} where it may not.
     *
     * @param raw as it came, of which {@code token} is what it says
     * @param address the client's
     */
    Mono<Void> admit(AccessToken token, String raw, boolean isChange, String address) {
        return switch (revocations.judge(token)) {
            case REVOKED -> Mono.error(new EdgeError.SessionRevoked());
            case OUTDATED -> Mono.error(new EdgeError.TokenExpired());
            case COUNTS -> knowingEnough(token, raw, isChange, address);
        };
    }

    private Mono<Void> knowingEnough(AccessToken token, String raw, boolean isChange, String address) {
        if (!revocations.isCaughtUp()) {
            return Mono.error(new EdgeError.RevocationsStale());
        }
        return switch (revocations.freshness()) {
            case FRESH -> admitted(token, address);
            case ASKING -> isChange ? asked(token, raw, address) : admitted(token, address);
            case STALE -> isChange ? Mono.error(new EdgeError.RevocationsStale()) : admitted(token, address);
        };
    }

    private Mono<Void> asked(AccessToken token, String raw, String address) {
        return introspection
                .isActive(token, raw)
                .onErrorMap(error -> {
                    log.debug("Nobody knows about session {}: {}", token.sessionId(), error.toString());
                    return new EdgeError.RevocationsStale();
                })
                .flatMap(isActive -> isActive ? admitted(token, address) : Mono.error(new EdgeError.SessionRevoked()));
    }

    private Mono<Void> admitted(AccessToken token, String address) {
        activity.admit(token.sessionId(), address);
        return Mono.empty();
    }
}
