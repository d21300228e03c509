package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.aman.platform.Secret;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.ServiceTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Tokens that the last release issued, under a key that it stored, are good in this one: nobody signs in for a release. */
class ReleasedTokensTest {

    private static final String ISSUER = "http://127.0.0.1:12080";
    private static final String SESSION = "ses_b8b04a4135882ec3966cdd75d838eea5";
    private static final Instant ISSUED = Instant.ofEpochSecond(1_796_021_598);
    private static final Clock THEN = Clock.fixed(ISSUED.plusSeconds(60), ZoneOffset.UTC);
    private static final byte[] KEY = Base64.getDecoder().decode(ServiceTest.SEALING_KEY);

    private static String resource(String name) {
        try (var file = ReleasedTokensTest.class.getResourceAsStream("/" + name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the last release stored, opened with its key. */
    private static SigningKeys stored() {
        var mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("released"));
        mongo.getCollection(MongoSigningKeys.COLLECTION).insertOne(Document.parse(resource("stored/signingKeys.json")));
        return SigningKeys.open(TestKeys.store(mongo, _ -> {}), new KeyVault(KEY), TestKeys.TIMES, THEN);
    }

    private static AccessTokenVerifier verifier(JWKSet keys) {
        return new AccessTokenVerifier(new ImmutableJWKSet<>(keys), ISSUER, "aman", THEN);
    }

    @Test
    void anAccessTokenIsVerifiedUnderTheKeyThatWasStored() {
        var token = verifier(stored().published()).verify(resource("released/access-token.txt"));

        assertThat(token.subject()).isEqualTo("usr_523e47584d8842c036e1db88fea480de");
        assertThat(token.sessionId()).isEqualTo(SESSION);
        assertThat(token.permissions()).containsExactlyInAnyOrder("invoice.view", "payment.create", "payment.view");
    }

    @Test
    void aRefreshTokenIsReadUnderTheSameKey() {
        var tokens = new RefreshTokens(new KeyedHash(KEY).of("refresh-token"));

        assertThat(tokens.read(Secret.of(resource("released/refresh-token.txt"))))
                .contains(new RefreshTokens.Presented(SESSION, 0));
    }

    @Test
    void aClaimThatALaterReleaseAddsIsIgnored() throws Exception {
        var key = new RSAKeyGenerator(2048).keyID("later").generate();
        var claims = new JWTClaimsSet.Builder(
                        SignedJWT.parse(resource("released/access-token.txt")).getJWTClaimsSet())
                .claim("addedLater", "by a release after this one")
                .build();

        var token = verifier(new JWKSet(key.toPublicJWK())).verify(signed(key, claims));

        assertThat(token.sessionId()).isEqualTo(SESSION);
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
        var token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
