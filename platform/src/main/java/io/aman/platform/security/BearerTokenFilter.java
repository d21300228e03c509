package io.aman.platform.security;

import io.aman.platform.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Believes a bearer token only after it was verified here: a bypassed gateway opens nothing (D11). */
final class BearerTokenFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(BearerTokenFilter.class);
    private static final Pattern BEARER = Pattern.compile("Bearer ([A-Za-z0-9._~+/=-]+)");

    /** What is open to somebody who has to get a second factor before anything else: to get one, and to sign out. */
    private static final List<RequestMatcher> ENROLMENT = Stream.of("/api/mfa/**", "/api/mfa", "/api/auth/**")
            .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
            .toList();

    /** A verified caller, as Spring Security holds it. */
    static final class Authenticated extends AbstractAuthenticationToken {

        private final AccessToken token;

        Authenticated(AccessToken token) {
            super(AuthorityUtils.NO_AUTHORITIES);
            this.token = token;
            setAuthenticated(true);
        }

        AccessToken token() {
            return token;
        }

        @Override
        public @Nullable Object getCredentials() {
            return null;
        }

        @Override
        public Object getPrincipal() {
            return token.subject();
        }
    }

    private final VerifiedTokens tokens;
    private final ProblemWriter problems;
    private final RequestMatcher publicPaths;

    BearerTokenFilter(VerifiedTokens tokens, ProblemWriter problems, RequestMatcher publicPaths) {
        this.tokens = tokens;
        this.problems = problems;
        this.publicPaths = publicPaths;
    }

    /** Who refreshes an expired token may well send it along: where no token is needed none is looked at. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return publicPaths.matches(request);
    }

    /** Nothing is kept between dispatches, so that the second half of an asynchronous answer is verified again. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            var bearer = BEARER.matcher(header);
            try {
                if (!bearer.matches()) {
                    throw new InvalidToken("not in the form of a bearer token", false);
                }
                var token = tokens.require(bearer.group(1));
                if (token.assurance().enrolOnly() && !mayEnrol(request)) {
                    problems.write(
                            response,
                            HttpStatus.FORBIDDEN,
                            "factor-enrolment-required",
                            "Add a second factor first; a role of yours demands one.");
                    return;
                }
                authenticate(token);
            } catch (InvalidToken e) {
                log.debug("Refused a token: {}", e.getMessage());
                problems.unauthorized(response, e.isExpired());
                return;
            } catch (KeysUnavailable e) {
                log.warn("No signing keys", e);
                problems.write(response, HttpStatus.SERVICE_UNAVAILABLE, "keys-unavailable", "Try again in a moment.");
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean mayEnrol(HttpServletRequest request) {
        return ENROLMENT.stream().anyMatch(matcher -> matcher.matches(request));
    }

    private static void authenticate(AccessToken token) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new Authenticated(token));
        SecurityContextHolder.setContext(context);
    }
}
