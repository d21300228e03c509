package io.aman.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who calls, as the verified token of this request says. */
final class Callers {

    private Callers() {}

    /** Empty on a public path. */
    static Optional<Caller> current(HttpServletRequest request) {
        return token().map(token -> new Caller(
                token.subject(),
                token.sessionId(),
                token.permissions(),
                ClientAddress.of(request),
                token.authenticatedAt(),
                token.actor(),
                token.assurance()));
    }

    /** Empty on a public path. */
    static Optional<AccessToken> token() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof BearerTokenFilter.Authenticated caller
                ? Optional.of(caller.token())
                : Optional.empty();
    }
}
