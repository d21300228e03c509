package io.aman.session.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Secret;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.SignInRefused;
import io.aman.session.identity.SignOutElsewhere.Notice;
import io.aman.session.identity.User;
import io.aman.session.identity.Vouched;
import io.aman.testing.EmbeddedMongo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Abuse case 59: a logout token that is not exactly one ends nothing, and one that is ends it once. */
class BackChannelLogoutTest {

    private static final String ISSUER = "https://id.example.com/realms/aman";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final RSAKey KEY = key();
    private static final RSAKey OTHER_KEY = key();

    private final Clock clock = Clock.systemUTC(); // the library that verifies has no other
    private final List<Notice> ended = new ArrayList<>();
    private HttpServer keys;
    private BackChannelLogout logout;

    @BeforeEach
    void open() throws IOException {
        keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keys.createContext("/", exchange -> {
            try (exchange) {
                var bytes = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        keys.start();
        var signOuts = new MongoSignOuts(
                EmbeddedMongo.template(EmbeddedMongo.freshDatabase("logout")), Duration.ofMinutes(10));
        signOuts.declareIndexes();
        logout = new BackChannelLogout(client(), signOuts, new People(), Duration.ofMinutes(1), clock);
    }

    @AfterEach
    void close() {
        keys.stop(0);
    }

    private OidcClient client() {
        var at = URI.create("http://127.0.0.1:" + keys.getAddress().getPort());
        var issuer = new OidcIssuer(
                ISSUER, new OidcIssuer.Endpoints(at, at, at), Duration.ofSeconds(2), Duration.ofSeconds(2));
        return new OidcClient(issuer, "aman", Secret.of("secret"));
    }

    private static final class People implements Subjects {

        @Override
        public Optional<User> bySubject(String subject) {
            return Optional.empty();
        }

        @Override
        public String idOf(String subject) {
            return "usr_" + subject;
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("aman")
                .subject("subject")
                .jwtID("jti-1")
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .claim("sid", "sid-1")
                .claim("events", Map.of(EVENT, Map.of()));
    }

    private static String signed(JWTClaimsSet claims, RSAKey key, UnaryOperator<JWSHeader.Builder> header) {
        try {
            var base = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(new JOSEObjectType("logout+jwt"));
            var jwt = new SignedJWT(header.apply(base).build(), claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return signed(claims.build(), KEY, UnaryOperator.identity());
    }

    private void refused(String token) {
        assertThatThrownBy(() -> logout.accept(token, ended::add)).isInstanceOf(SignInRefused.class);
        assertThat(ended).isEmpty();
    }

    @Test
    void aLogoutOfASessionNamesItAndCountsOnce() {
        var token = signed(claims());
        logout.accept(token, ended::add);
        assertThat(ended).containsExactly(new Notice("sid-1", "usr_subject"));

        assertThatThrownBy(() -> logout.accept(token, ended::add)).isInstanceOf(SignInRefused.class);
        assertThat(ended).hasSize(1);
    }

    @Test
    void aLogoutOfAPersonNamesThem() {
        logout.accept(signed(claims().claim("sid", null)), ended::add);
        assertThat(ended).containsExactly(new Notice(null, "usr_subject"));
    }

    @Test
    void theOlderTypeIsALogoutTokenAsWell() {
        logout.accept(signed(claims().build(), KEY, header -> header.type(JOSEObjectType.JWT)), ended::add);
        assertThat(ended).hasSize(1);
    }

    @Test
    void whatCouldNotBeCarriedOutIsAcceptedAgain() {
        var token = signed(claims());
        assertThatThrownBy(() -> logout.accept(token, _ -> {
                    throw new IllegalStateException("the database is away");
                }))
                .isInstanceOf(IllegalStateException.class);
        logout.accept(token, ended::add);
        assertThat(ended).hasSize(1);
    }

    @Test
    void aTokenThatIsNotExactlyALogoutTokenEndsNothing() throws JOSEException {
        refused("");
        refused("a.b.c");
        refused("x".repeat(100_000));
        refused(signed(claims().claim("nonce", "n")));
        refused(signed(claims().claim("events", null)));
        refused(signed(claims().claim("events", Map.of("other", Map.of()))));
        refused(signed(claims().claim("events", EVENT)));
        refused(signed(claims().audience("another-client")));
        refused(signed(claims().issuer("https://evil.example.com")));
        refused(signed(claims().claim("sid", null).subject(null)));
        refused(signed(claims().jwtID(null)));
        refused(signed(claims().issueTime(null)));
        refused(signed(claims().build(), OTHER_KEY, UnaryOperator.identity()));
        refused(signed(claims().build(), OTHER_KEY, header -> header.keyID(KEY.getKeyID())));
        refused(signed(claims().build(), KEY, header -> header.type(new JOSEObjectType("at+jwt"))));
        refused(new PlainJWT(claims().build()).serialize());
        var symmetric = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
        symmetric.sign(new MACSigner(KEY.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8)));
        refused(symmetric.serialize());
    }

    @Test
    void anOldOrAFutureTokenEndsNothing() {
        var now = clock.instant();
        refused(signed(claims().issueTime(Date.from(now.minus(Duration.ofMinutes(3))))));
        refused(signed(claims().issueTime(Date.from(now.plus(Duration.ofMinutes(3))))));
    }

    @Test
    void withoutKeysNothingIsDecided() {
        keys.stop(0);
        assertThatThrownBy(() -> logout.accept(signed(claims()), ended::add)).isInstanceOf(IdentityUnavailable.class);
        assertThat(ended).isEmpty();
    }

    @Test
    void whoeverSignedOutBeforeTheirSessionBeganIsKnown() {
        var before = clock.instant().minusSeconds(5);
        logout.accept(signed(claims()), ended::add);
        logout.accept(signed(claims().jwtID("jti-2").claim("sid", null).subject("person")), ended::add);

        assertThat(logout.covers(vouched("usr_subject", "sid-1", before))).isTrue();
        assertThat(logout.covers(vouched("usr_subject", "sid-2", before))).isFalse();
        assertThat(logout.covers(vouched("usr_person", "sid-3", before))).isTrue();
        assertThat(logout.covers(vouched("usr_person", "sid-3", clock.instant().plusSeconds(5))))
                .isFalse();
    }

    private static Vouched vouched(String userId, String session, Instant arrived) {
        return new Vouched(userId, arrived.minusSeconds(60), List.of("pwd"), session, arrived);
    }
}
