package io.aman.session.oauth2;

import com.nimbusds.jwt.SignedJWT;
import io.aman.platform.Secret;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.InvalidToken;
import io.aman.session.access.Roles;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.User;
import io.aman.session.session.People;
import io.aman.session.session.Person;
import io.aman.session.session.Session;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import io.aman.session.token.RefreshTokens;
import java.text.ParseException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Says what a token is worth now, by the session's own record and not by what was told of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, section 2.2</a>
 */
final class IntrospectToken {

    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final RefreshTokens refreshTokens;
    private final AccessTokenVerifier accessTokens;
    private final Sessions sessions;
    private final People people;
    private final SessionPolicy policy;
    private final IdentityProvider identity;
    private final Roles roles;
    private final Clock clock;

    IntrospectToken(
            RefreshTokens refreshTokens,
            AccessTokenVerifier accessTokens,
            Sessions sessions,
            People people,
            SessionPolicy policy,
            IdentityProvider identity,
            Roles roles,
            Clock clock) {
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.people = people;
        this.policy = policy;
        this.identity = identity;
        this.roles = roles;
        this.clock = clock;
    }

    /** The members of the answer; a token that is not active has no others. */
    Map<String, Object> introspect(Secret token) {
        return refreshTokens
                .read(token)
                .map(this::ofRefreshToken)
                .orElseGet(() -> ofAccessToken(token))
                .orElse(INACTIVE);
    }

    private Optional<Map<String, Object>> ofRefreshToken(RefreshTokens.Presented presented) {
        var now = clock.instant();
        return sessions.find(presented.sessionId())
                .filter(session -> session.accepts(presented.counter(), people.of(session.userId()), policy, now))
                .filter(session -> mayBeSignedIn(session.userId()))
                .map(this::refreshToken);
    }

    /** Without a scope, and of another type: whoever takes it for an access token finds that it permits nothing. */
    private Map<String, Object> refreshToken(Session session) {
        var answer = active("refresh_token");
        answer.put("sub", session.userId());
        answer.put("sid", session.id());
        answer.put("iat", session.createdAt().getEpochSecond());
        answer.put("exp", session.expiresAt().getEpochSecond());
        answer.put("auth_time", session.proof().at().getEpochSecond());
        answer.put("amr", session.proof().methods());
        if (session.proof().actor() != null) {
            answer.put("act", Map.of("sub", session.proof().actor()));
        }
        return answer;
    }

    private Optional<Map<String, Object>> ofAccessToken(Secret token) {
        try {
            var verified = accessTokens.verify(token.reveal());
            return counts(verified) ? Optional.of(accessToken(token, verified)) : Optional.empty();
        } catch (InvalidToken _) {
            return Optional.empty();
        }
    }

    /** Read in the order that makes a token older than what it permits, never newer: the person first. */
    private boolean counts(AccessToken token) {
        var now = clock.instant();
        var session = sessions.find(token.sessionId());
        if (session.isEmpty() || !session.get().userId().equals(token.subject())) {
            return false;
        }
        var person = people.of(token.subject());
        return session.get().isLive(person, policy, now) && mayBeSignedIn(token.subject()) && isUpToDate(token, person);
    }

    private boolean mayBeSignedIn(String userId) {
        return identity.find(userId).filter(User::enabled).isPresent();
    }

    /** One that permits what the person had before has to be refreshed first. */
    private boolean isUpToDate(AccessToken token, Person person) {
        return token.standing().permissionsVersion() >= person.permissionsVersion()
                && token.standing().rolesVersion() >= roles.current().version();
    }

    private static Map<String, Object> accessToken(Secret token, AccessToken verified) {
        var answer = active("Bearer");
        try {
            var claims = SignedJWT.parse(token.reveal()).getJWTClaimsSet().toJSONObject();
            for (var name : new String[] {
                "iss", "sub", "aud", "client_id", "sid", "iat", "exp", "jti", "auth_time", "acr", "amr", "act"
            }) {
                if (claims.get(name) != null) {
                    answer.put(name, claims.get(name));
                }
            }
        } catch (ParseException e) {
            throw new IllegalStateException("it was verified a moment ago", e);
        }
        answer.put("scope", String.join(" ", new TreeSet<>(verified.permissions())));
        return answer;
    }

    private static Map<String, Object> active(String type) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("active", true);
        answer.put("token_type", type);
        return answer;
    }
}
