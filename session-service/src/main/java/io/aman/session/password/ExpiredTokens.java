package io.aman.session.password;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.aman.platform.Secret;
import io.aman.session.password.PasswordError.NotSignedIn;
import io.aman.session.token.KeyedHash;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gets who signs in with an expired password: {@code typ: pwd+jwt}, an audience of its own, and a key that
 * signs nothing else. It opens the change of that one password, which it does not outlive.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.11">RFC 8725, section 3.11</a>
 */
final class ExpiredTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("pwd+jwt");
    private static final String AUDIENCE = "aman-password-change";
    private static final String MARK = "mark";
    private static final int MAX_LENGTH = 2048;

    /** @param mark of the password that may be changed */
    record Claim(String userId, String mark) {}

    private final byte[] key;
    private final Duration lifetime;
    private final Clock clock;

    ExpiredTokens(KeyedHash hash, Duration lifetime, Clock clock) {
        this.key = hash.hash("HS256");
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Duration lifetime() {
        return lifetime;
    }

    Secret issue(String userId, String mark) {
        var claims = new JWTClaimsSet.Builder()
                .audience(AUDIENCE)
                .subject(userId)
                .claim(MARK, mark)
                .expirationTime(Date.from(clock.instant().plus(lifetime)))
                .build();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(), claims);
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
        return Secret.of(token.serialize());
    }

    /** @throws NotSignedIn when we never issued it, or too long ago */
    Claim read(Secret token) {
        if (token.reveal().length() > MAX_LENGTH) {
            throw new NotSignedIn();
        }
        try {
            return read(SignedJWT.parse(token.reveal()));
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            throw new NotSignedIn();
        }
    }

    private Claim read(SignedJWT token) throws ParseException, JOSEException {
        var header = token.getHeader();
        if (!TYPE.equals(header.getType())
                || !JWSAlgorithm.HS256.equals(header.getAlgorithm())
                || !token.verify(new MACVerifier(key))) {
            throw new NotSignedIn();
        }
        var claims = token.getJWTClaimsSet();
        if (!claims.getAudience().equals(List.of(AUDIENCE))
                || !claims.getExpirationTime().toInstant().isAfter(clock.instant())) {
            throw new NotSignedIn();
        }
        return new Claim(required(claims.getSubject()), required(claims.getStringClaim(MARK)));
    }

    private static String required(@Nullable String claim) {
        if (claim == null) {
            throw new NotSignedIn();
        }
        return claim;
    }
}
