package io.aman.session.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.security.Limits;
import io.aman.platform.security.TokenProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Issues access tokens: RS256, {@code typ: at+jwt}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2">RFC 9068, section 2</a>
 */
public final class AccessTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String CLIENT = "aman";

    private final SigningKeys keys;
    private final TokenProperties expected;
    private final Duration lifetime;

    AccessTokens(SigningKeys keys, TokenProperties expected, Duration lifetime) {
        this.keys = keys;
        this.expected = expected;
        this.lifetime = lifetime;
    }

    /** How long a token lives from the instant it is issued at. */
    public Duration lifetime() {
        return lifetime;
    }

    /**
     * Issues a token to a person.
     *
     * @param now when it was decided that the session is alive; the token lives from then on, however late it is made
     */
    public Secret issue(Grant grant, Instant now) {
        var claims = claims(grant.userId(), grant.sessionId(), now);
        claims.put("permissions", List.copyOf(new TreeSet<>(grant.permissions())));
        claims.put("amr", grant.methods());
        claims.put("auth_time", grant.authenticatedAt().getEpochSecond());
        claims.put("sgen", grant.standing().generation());
        claims.put("pv", grant.standing().permissionsVersion());
        claims.put("rv", grant.standing().rolesVersion());
        if (!grant.limits().equals(Limits.NONE)) {
            claims.put("lim", grant.limits().claim());
        }
        grant.assurance().putClaims(claims);
        if (grant.actor() != null) {
            claims.put("act", Map.of("sub", grant.actor()));
        }
        return sign(claims);
    }

    /** Issues a token with which a service proves itself to another one; no session stands behind it. */
    Secret issueToService(String service, String permission, Instant now) {
        var subject = "service:" + service;
        var claims = claims(subject, subject, now);
        claims.put("permissions", List.of(permission));
        return sign(claims);
    }

    /** The id of the key that signs now. */
    String signingKeyId() {
        return keys.signing().id();
    }

    private Map<String, Object> claims(String subject, String sessionId, Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", expected.issuer());
        claims.put("aud", List.of(expected.audience()));
        claims.put("sub", subject);
        claims.put("sid", sessionId);
        claims.put("client_id", CLIENT);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("jti", Ids.random("tok_"));
        return claims;
    }

    private Secret sign(Map<String, Object> claims) {
        var key = keys.signing();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TYPE)
                .keyID(key.id())
                .build();
        // Not a SignedJWT: its claims set writes a single audience as a string.
        var token = new JWSObject(header, new Payload(claims));
        try {
            token.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("our own key does not sign", e);
        }
        return Secret.of(token.serialize());
    }
}
