package io.aman.session.identity.oidc;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import io.aman.platform.Secret;
import io.aman.session.identity.IdentityUnavailable;
import org.jspecify.annotations.Nullable;

/** A confidential client of ours at an OpenID provider. */
public final class OidcClient {

    /** What became of a grant. */
    public sealed interface Exchange {

        /** @param tokens not looked at yet */
        record Granted(OIDCTokenResponse tokens) implements Exchange {

            @Override
            public String toString() {
                return "Granted[***]";
            }
        }

        record Refused(ErrorObject error) implements Exchange {}
    }

    private final OidcIssuer issuer;
    private final ClientID id;
    private final ClientAuthentication authentication;
    private final IDTokenValidator idTokens;
    private final LogoutTokenValidator logoutTokens;

    public OidcClient(OidcIssuer issuer, String id, Secret secret) {
        this.issuer = issuer;
        this.id = new ClientID(id);
        this.authentication = new ClientSecretBasic(this.id, new com.nimbusds.oauth2.sdk.auth.Secret(secret.reveal()));
        this.idTokens = new IDTokenValidator(issuer.name(), this.id, issuer.keys(), null);
        this.logoutTokens = new LogoutTokenValidator(issuer.name(), this.id, false, issuer.keys(), null);
    }

    ClientID id() {
        return id;
    }

    OidcIssuer issuer() {
        return issuer;
    }

    public ClientAuthentication authentication() {
        return authentication;
    }

    /** @throws IdentityUnavailable when there is no answer that can be understood */
    public Exchange exchange(AuthorizationGrant grant, @Nullable Scope scope) {
        var request = new TokenRequest.Builder(issuer.token(), authentication, grant)
                .scope(scope)
                .build();
        var response = issuer.send(request.toHTTPRequest());
        try {
            var parsed = OIDCTokenResponseParser.parse(response);
            return parsed.indicatesSuccess()
                    ? new Exchange.Granted((OIDCTokenResponse) parsed.toSuccessResponse())
                    : new Exchange.Refused(parsed.toErrorResponse().getErrorObject());
        } catch (ParseException e) {
            throw OidcIssuer.unreadable(e);
        }
    }

    /**
     * Verifies an ID token: signature, issuer, audience, time and nonce.
     *
     * @throws BadJOSEException when it is not acceptable
     */
    public IDTokenClaimsSet verified(@Nullable JWT idToken, @Nullable Nonce nonce) throws BadJOSEException {
        if (idToken == null) {
            throw new BadJOSEException("absent");
        }
        return OidcIssuer.checked(() -> idTokens.validate(idToken, nonce));
    }

    /**
     * Verifies a logout token but for its freshness and single use.
     *
     * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation">OpenID Connect
     *     Back-Channel Logout 1.0, section 2.6</a>
     */
    LogoutTokenClaimsSet verifiedLogout(JWT logoutToken) throws BadJOSEException {
        return OidcIssuer.checked(() -> logoutTokens.validate(logoutToken));
    }
}
