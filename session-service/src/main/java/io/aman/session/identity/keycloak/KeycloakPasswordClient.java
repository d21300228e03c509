package io.aman.session.identity.keycloak;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.Password;
import io.aman.session.identity.oidc.OidcClient;
import io.aman.session.identity.oidc.OidcClient.Exchange;
import io.aman.session.identity.oidc.OidcIssuer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks passwords by the grant that hands them on, on a client that can do nothing else. The session that Keycloak
 * begins is ended at once.
 */
final class KeycloakPasswordClient {

    private static final Logger log = LoggerFactory.getLogger(KeycloakPasswordClient.class);
    private static final String INVALID_GRANT = "invalid_grant";
    private static final String DISABLED = "Account disabled";

    sealed interface Answer {

        record Right(String subject) implements Answer {}

        record Wrong() implements Answer {}

        /** The account is closed; the password may not have been looked at. */
        record Closed() implements Answer {}
    }

    private final OidcIssuer issuer;
    private final OidcClient client;
    private final URI logout;

    KeycloakPasswordClient(OidcIssuer issuer, OidcClient client, URI logout) {
        this.issuer = issuer;
        this.client = client;
        this.logout = logout;
    }

    /** @throws IdentityUnavailable when there is no answer, or one that says nothing about the password */
    Answer check(EmailAddress email, Password password) {
        var grant = new ResourceOwnerPasswordCredentialsGrant(email.value(), new Secret(password.reveal()));
        return switch (client.exchange(grant, new Scope("openid"))) {
            case Exchange.Granted granted -> right(granted.tokens());
            case Exchange.Refused refused ->
                answer(refused.error().getCode(), refused.error().getDescription());
        };
    }

    private Answer right(OIDCTokenResponse tokens) {
        end(tokens.getOIDCTokens().getRefreshToken());
        try {
            var claims = client.verified(tokens.getOIDCTokens().getIDToken(), null);
            return new Answer.Right(claims.getSubject().getValue());
        } catch (BadJOSEException e) {
            throw new IdentityUnavailable("Keycloak's own token is not acceptable: " + e.getMessage());
        }
    }

    /** Keycloak tells a closed account from a wrong password by its description alone. */
    private static Answer answer(@Nullable String code, @Nullable String description) {
        if (!INVALID_GRANT.equals(code)) {
            throw new IdentityUnavailable("Keycloak refuses our client: " + code);
        }
        return DISABLED.equals(description) ? new Answer.Closed() : new Answer.Wrong();
    }

    private void end(@Nullable RefreshToken token) {
        if (token == null) {
            return;
        }
        var request = new HTTPRequest(HTTPRequest.Method.POST, logout);
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(URLUtils.serializeParameters(Map.of("refresh_token", List.of(token.getValue()))));
        client.authentication().applyTo(request);
        try {
            issuer.send(request);
        } catch (IdentityUnavailable e) {
            log.warn("A session at Keycloak is left to its own end: {}", e.getMessage());
        }
    }
}
