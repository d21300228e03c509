package io.aman.session.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.aman.platform.Secret;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;
import io.aman.session.token.TestSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class MfaTokensTest {

    private final StoredFactors stored = new StoredFactors();
    private final PendingSignIn pending = new PendingSignIn(
            stored.challenges.open("usr_1", Purpose.SIGN_IN),
            7,
            new Sessions.SignIn("att_1", "a-key", "a-device", "local"),
            new Proof(Instant.parse("2026-11-25T09:00:00Z"), List.of("pwd"), null, "idp-1"));

    @Test
    void itSaysWhatWasProvedSoFar() {
        assertThat(stored.tokens.read(stored.tokens.issue(pending))).isEqualTo(pending);
    }

    @Test
    void itIsOverWithItsChallenge() {
        var token = stored.tokens.issue(pending);
        stored.clock.advance(Duration.ofMinutes(10));

        refused(token);
    }

    @Test
    void whatWeNeverIssuedIsNoToken() throws Exception {
        var token = stored.tokens.issue(pending).reveal();
        var claims = SignedJWT.parse(token).getJWTClaimsSet();

        refused(Secret.of(new PlainJWT(claims).serialize()));
        refused(signed("mfa+jwt", claims, new byte[32]));
        refused(signed("at+jwt", claims, key()));
        refused(signed("mfa+jwt", with(claims).audience("aman").build(), key()));
        refused(signed(
                "mfa+jwt",
                with(claims).audience(List.of("aman", "aman-second-step")).build(),
                key()));
        refused(signed("mfa+jwt", with(claims).subject("usr_2").build(), key()));
        refused(signed(
                "mfa+jwt",
                with(claims)
                        .claim("gen", null)
                        .expirationTime(Date.from(Instant.EPOCH))
                        .build(),
                key()));
        refused(Secret.of(token + "x"));
        refused(Secret.of("x".repeat(5_000)));
        refused(Secret.of("a.b.c"));
        assertThat(stored.tokens.read(signed("mfa+jwt", claims, key()))).isEqualTo(pending);
    }

    private void refused(Secret token) {
        assertThatExceptionOfType(ChallengeOver.class).isThrownBy(() -> stored.tokens.read(token));
    }

    private static byte[] key() {
        return TestSecrets.hash().hash("HS256");
    }

    private static JWTClaimsSet.Builder with(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    private static Secret signed(String type, JWTClaimsSet claims, byte[] key) throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType(type))
                .build();
        var token = new SignedJWT(header, claims);
        token.sign(new MACSigner(key));
        return Secret.of(token.serialize());
    }
}
