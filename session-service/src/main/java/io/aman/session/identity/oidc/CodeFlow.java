package io.aman.session.identity.oidc;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.aman.platform.Secret;
import io.aman.session.identity.SignInElsewhere;
import io.aman.session.identity.SignInRefused;
import io.aman.session.identity.User;
import io.aman.session.identity.Vouched;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorization code flow with PKCE, state, nonce and the issuer's name in the answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-2.1">RFC 9700, section 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9207">RFC 9207</a>
 */
final class CodeFlow implements SignInElsewhere {

    private static final Logger log = LoggerFactory.getLogger(CodeFlow.class);
    private static final int MAX_QUERY = 4096;
    private static final int MAX_METHODS = 8;

    /** A name of RFC 8176, or one that reads like it. */
    private static final Pattern METHOD = Pattern.compile("[a-z][a-z0-9_-]{0,15}");

    private final OidcClient client;
    private final OidcProperties properties;
    private final SealedState states;
    private final MongoArrivals arrivals;
    private final Subjects subjects;
    private final Clock clock;

    CodeFlow(
            OidcClient client,
            OidcProperties properties,
            SealedState states,
            MongoArrivals arrivals,
            Subjects subjects,
            Clock clock) {
        this.client = client;
        this.properties = properties;
        this.states = states;
        this.arrivals = arrivals;
        this.subjects = subjects;
        this.clock = clock;
    }

    @Override
    public Departure depart(String destination) {
        if (!properties.returns().containsKey(destination)) {
            throw new SignInRefused("There is no such place to return to.");
        }
        var begun = SealedState.Begun.fresh(destination);
        var request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid"), client.id(), properties.redirectUri())
                .endpointURI(client.issuer().authorization())
                .state(begun.state())
                .nonce(begun.nonce())
                .codeChallenge(begun.verifier(), CodeChallengeMethod.S256)
                .build();
        return new Departure(request.toURI(), states.seal(begun));
    }

    @Override
    public Arrival arrive(String query, Secret state) {
        var begun = states.open(state).orElseThrow(() -> new SignInRefused("The sign-in took too long; begin again."));
        var code = code(answer(query), begun);
        var grant = new AuthorizationCodeGrant(code, properties.redirectUri(), begun.verifier());
        var claims = switch (client.exchange(grant, null)) {
            case OidcClient.Exchange.Granted granted -> verified(granted, begun);
            case OidcClient.Exchange.Refused refused ->
                throw refused("code: " + refused.error().getCode());
        };
        var vouched = vouched(claims);
        var to = properties.returns().get(begun.destination());
        if (to == null) {
            throw new SignInRefused("The place to return to is gone.");
        }
        return new Arrival(to, arrivals.add(vouched));
    }

    @Override
    public Optional<Vouched> collect(Secret code) {
        return arrivals.take(code);
    }

    private AuthenticationResponse answer(String query) {
        if (query.length() > MAX_QUERY) {
            throw refused("answer: too long");
        }
        Map<String, List<String>> parameters = URLUtils.parseParameters(query);
        if (parameters.values().stream().anyMatch(values -> values.size() != 1)) {
            throw refused("answer: a parameter twice");
        }
        try {
            return AuthenticationResponseParser.parse(URI.create(properties.redirectUri() + "?" + query));
        } catch (ParseException | IllegalArgumentException _) {
            throw refused("answer: cannot be read");
        }
    }

    /** The state ties it to this browser, the issuer to the one we asked. */
    private AuthorizationCode code(AuthenticationResponse answer, SealedState.Begun begun) {
        if (!begun.state().equals(answer.getState())) {
            throw refused("answer: another state");
        }
        if (!client.issuer().name().equals(answer.getIssuer())) {
            throw refused("answer: another issuer");
        }
        return switch (answer) {
            case AuthenticationSuccessResponse success
            when success.getAuthorizationCode() != null -> success.getAuthorizationCode();
            case AuthenticationErrorResponse error ->
                throw refused("answer: " + error.getErrorObject().getCode());
            default -> throw refused("answer: no code");
        };
    }

    private IDTokenClaimsSet verified(OidcClient.Exchange.Granted granted, SealedState.Begun begun) {
        try {
            return client.verified(granted.tokens().getOIDCTokens().getIDToken(), begun.nonce());
        } catch (BadJOSEException e) {
            throw refused("ID token: " + e.getMessage());
        }
    }

    private Vouched vouched(IDTokenClaimsSet claims) {
        var session = claims.getSessionID();
        var at = claims.getAuthenticationTime();
        if (session == null || at == null) {
            throw refused("ID token: no sid or no auth_time");
        }
        var user = subjects.bySubject(claims.getSubject().getValue())
                .filter(User::enabled)
                .orElseThrow(() -> refused("nobody who may sign in"));
        var now = clock.instant();
        var authenticated = at.toInstant();
        return new Vouched(
                user.id(), authenticated.isBefore(now) ? authenticated : now, methods(claims), session.getValue(), now);
    }

    private static List<String> methods(IDTokenClaimsSet claims) {
        var methods = claims.getAMR();
        if (methods == null) {
            return List.of();
        }
        return methods.stream()
                .map(method -> method.getValue())
                .filter(method -> METHOD.matcher(method).matches())
                .distinct()
                .limit(MAX_METHODS)
                .toList();
    }

    /** Where it failed is for the log alone. */
    private static SignInRefused refused(String why) {
        log.info("Refused a sign-in from the OpenID provider: {}", why);
        return new SignInRefused("The sign-in was refused; begin again.");
    }
}
