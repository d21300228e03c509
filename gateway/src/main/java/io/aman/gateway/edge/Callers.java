package io.aman.gateway.edge;

import io.aman.platform.security.AccessToken;
import java.util.List;
import reactor.core.publisher.Mono;

/** Who calls an endpoint of the gateway's own; the same checks as on a route that asks for a token. */
public final class Callers {

    private final TokenCheck tokens;

    Callers(TokenCheck tokens) {
        this.tokens = tokens;
    }

    /**
     * Who reads something.
     *
     * @param authorization the values of that header: without any the answer is empty, and what is not good is refused
     * @param address the client's
     */
    public Mono<AccessToken> reading(List<String> authorization, String address) {
        return authorization.isEmpty()
                ? Mono.empty()
                : Mono.defer(() -> tokens.caller(authorization.iterator(), false, address));
    }
}
