package io.aman.gateway.edge;

import io.aman.gateway.call.Call;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.limit.Scope;
import io.aman.platform.security.AccessToken;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Iterator;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Lets a request through that brings a token: signature first, then whether the session is over. */
final class TokenCheck {

    private static final String SCHEME = "Bearer ";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    private final TokenVerification tokens;
    private final Admission admission;
    private final Limiter limiter;

    TokenCheck(TokenVerification tokens, Admission admission, Limiter limiter) {
        this.tokens = tokens;
        this.admission = admission;
        this.limiter = limiter;
    }

    /**
     * Completes where the request may go on, which knows its caller then; fails by an {@link EdgeError} where not.
     * Whoever has no token that counts is nobody in particular: their refusals are limited by address.
     */
    Mono<Void> admit(Call call, Route route) {
        return Mono.defer(() -> caller(
                        call.headers().valueStringIterator(HttpHeaderNames.AUTHORIZATION),
                        !call.isRead(),
                        call.address()))
                .doOnNext(call::comesFrom)
                .then()
                .onErrorResume(EdgeError.Unauthorized.class, error -> refused(call, route, error));
    }

    private Mono<Void> refused(Call call, Route route, EdgeError error) {
        return limiter.address(Scope.ADDRESS, call.address(), route.id()).flatMap(decision -> {
            decision.leave();
            return Mono.error(decision.isAdmitted() ? error : EdgeError.Limited.by(decision));
        });
    }

    /**
     * Who calls; fails by an {@link EdgeError}.
     *
     * @param authorization the lines of that header
     */
    Mono<AccessToken> caller(Iterator<String> authorization, boolean isChange, String address) {
        var token = bearer(authorization);
        var known = tokens.known(token);
        return known == null
                ? verified(token).flatMap(verified -> admitted(verified, token, isChange, address))
                : admitted(known, token, isChange, address);
    }

    private Mono<AccessToken> admitted(AccessToken token, String raw, boolean isChange, String address) {
        return admission.admit(token, raw, isChange, address).thenReturn(token);
    }

    private static String bearer(Iterator<String> lines) {
        if (!lines.hasNext()) {
            throw new EdgeError.TokenMissing();
        }
        var credentials = lines.next();
        if (lines.hasNext() || !credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new EdgeError.TokenNotValid();
        }
        return credentials.substring(SCHEME.length());
    }

    /** The shape of a token that is known was looked at when it came first. */
    private Mono<AccessToken> verified(String token) {
        return TOKEN.matcher(token).matches() ? tokens.verify(token) : Mono.error(new EdgeError.TokenNotValid());
    }
}
