package io.aman.session.mfa;

import com.nimbusds.jwt.JWTClaimsSet;
import io.aman.platform.Secret;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;
import io.aman.session.token.KeyedHash;
import io.aman.session.token.PurposeTokens;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The token between the two steps of a sign-in; it opens nothing but the second one. */
public final class MfaTokens {

    private final PurposeTokens tokens;
    private final Challenges challenges;

    MfaTokens(KeyedHash hash, Challenges challenges, Clock clock) {
        this.tokens = new PurposeTokens("mfa+jwt", "aman-second-step", hash, clock);
        this.challenges = challenges;
    }

    public Secret issue(PendingSignIn pending) {
        var proof = pending.proof();
        var claims = new JWTClaimsSet.Builder()
                .subject(pending.userId())
                .jwtID(pending.challenge().id())
                .claim("gen", pending.generation())
                .claim("att", pending.signIn().attemptId())
                .claim("acc", pending.signIn().accountKey())
                .claim("dev", pending.signIn().deviceKey())
                .claim("rsk", pending.signIn().risk())
                .claim("amr", proof.methods())
                .claim("auth_time", Date.from(proof.at()))
                .claim("idp", proof.identitySession());
        return tokens.issue(claims, pending.challenge().until());
    }

    /** @throws ChallengeOver when we never issued it, or too long ago */
    public PendingSignIn read(Secret token) {
        try {
            return read(tokens.read(token).orElseThrow(ChallengeOver::new));
        } catch (ParseException e) {
            throw new IllegalStateException("we issue no token like that", e);
        }
    }

    private PendingSignIn read(JWTClaimsSet claims) throws ParseException {
        var challenge = challenges.require(required(claims.getSubject()), required(claims.getJWTID()), Purpose.SIGN_IN);
        return new PendingSignIn(
                challenge,
                claims.getLongClaim("gen"),
                new Sessions.SignIn(
                        required(claims.getStringClaim("att")),
                        required(claims.getStringClaim("acc")),
                        claims.getStringClaim("dev"),
                        claims.getStringClaim("rsk")),
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
