package io.aman.session.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.aman.platform.Secret;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Tokens that serve one purpose: a type and an audience of their own, and a key that signs nothing else, so that none of
 * them opens anything besides. We alone read them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.11">RFC 8725, sections 3.11 and 3.12</a>
 */
public final class PurposeTokens {

    private static final int MAX_LENGTH = 4096;

    private final JOSEObjectType type;
    private final String audience;
    private final byte[] key;
    private final Clock clock;

    /**
     * @param type such as {@code mfa+jwt}
     * @param hash of this purpose
     */
    public PurposeTokens(String type, String audience, KeyedHash hash, Clock clock) {
        this.type = new JOSEObjectType(type);
        this.audience = audience;
        this.key = hash.hash("HS256");
        this.clock = clock;
    }

    public Secret issue(JWTClaimsSet.Builder claims, Instant until) {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(type).build(),
                claims.audience(audience).expirationTime(Date.from(until)).build());
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
        return Secret.of(token.serialize());
    }

    /** What a token says; empty when we never issued it, or too long ago. */
    public Optional<JWTClaimsSet> read(Secret token) {
        if (token.reveal().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return claims(SignedJWT.parse(token.reveal()));
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<JWTClaimsSet> claims(SignedJWT token) throws ParseException, JOSEException {
        var header = token.getHeader();
        if (!type.equals(header.getType())
                || !JWSAlgorithm.HS256.equals(header.getAlgorithm())
                || !token.verify(new MACVerifier(key))) {
            return Optional.empty();
        }
        var claims = token.getJWTClaimsSet();
        return claims.getAudience().equals(List.of(audience))
                        && claims.getExpirationTime().toInstant().isAfter(clock.instant())
                ? Optional.of(claims)
                : Optional.empty();
    }
}
