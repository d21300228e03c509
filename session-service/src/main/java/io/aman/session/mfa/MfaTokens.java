package io.aman.session.mfa;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.aman.platform.Secret;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.session.Proof;
import io.aman.session.token.KeyedHash;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The token between the two steps of a sign-in: {@code typ: mfa+jwt}, an audience of its own, and a key that signs
 * nothing else. It opens nothing but the second step.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.11">RFC 8725, section 3.11</a>
 */
public final class MfaTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("mfa+jwt");
    private static final String AUDIENCE = "aman-second-step";
    private static final int MAX_LENGTH = 4096;

    private final byte[] key;
    private final Challenges challenges;
    private final Clock clock;

    MfaTokens(KeyedHash hash, Challenges challenges, Clock clock) {
        this.key = hash.hash("HS256");
        this.challenges = challenges;
        this.clock = clock;
    }

    public Secret issue(PendingSignIn pending) {
        var proof = pending.proof();
        var claims = new JWTClaimsSet.Builder()
                .audience(AUDIENCE)
                .subject(pending.userId())
                .jwtID(pending.challenge().id())
                .expirationTime(Date.from(pending.challenge().until()))
                .claim("gen", pending.generation())
                .claim("att", pending.attemptId())
                .claim("acc", pending.accountKey())
                .claim("amr", proof.methods())
                .claim("auth_time", Date.from(proof.at()))
                .claim("idp", proof.identitySession())
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

    /** @throws ChallengeOver when we never issued it, or too long ago */
    public PendingSignIn read(Secret token) {
        if (token.reveal().length() > MAX_LENGTH) {
            throw new ChallengeOver();
        }
        try {
            return read(SignedJWT.parse(token.reveal()));
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            throw new ChallengeOver();
        }
    }

    private PendingSignIn read(SignedJWT token) throws ParseException, JOSEException {
        var header = token.getHeader();
        if (!TYPE.equals(header.getType())
                || !JWSAlgorithm.HS256.equals(header.getAlgorithm())
                || !token.verify(new MACVerifier(key))) {
            throw new ChallengeOver();
        }
        var claims = token.getJWTClaimsSet();
        if (!claims.getAudience().equals(List.of(AUDIENCE))
                || !claims.getExpirationTime().toInstant().isAfter(clock.instant())) {
            throw new ChallengeOver();
        }
        var challenge = challenges.require(required(claims.getSubject()), required(claims.getJWTID()), Purpose.SIGN_IN);
        return new PendingSignIn(
                challenge,
                claims.getLongClaim("gen"),
                required(claims.getStringClaim("att")),
                required(claims.getStringClaim("acc")),
                new Proof(
                        claims.getDateClaim("auth_time").toInstant(),
                        claims.getStringListClaim("amr"),
                        null,
                        claims.getStringClaim("idp")));
    }

    private static String required(@Nullable String claim) {
        return Objects.requireNonNull(claim, "we issue no token without it");
    }
}
