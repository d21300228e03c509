package io.aman.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Ids;
import io.aman.testing.AtOnce;
import io.aman.testing.MutableClock;
import io.aman.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys over HTTP: session-service may be slow, away or under somebody's hammer. */
class SigningKeysTest {

    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = TestTokens.jwks().toString();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private HttpServer server;
    private AccessTokenVerifier verifier;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            fetches.incrementAndGet();
            paths.add(exchange.getRequestURI().getPath());
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        verifier = verifier(List.of(open()));
    }

    private URI open() {
        return URI.create(
                "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort()));
    }

    private static URI closed() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:%d/jwks".formatted(socket.getLocalPort()));
        }
    }

    private AccessTokenVerifier verifier(List<URI> processes) {
        var properties = new TokenProperties(
                TestTokens.ISSUER, TestTokens.AUDIENCE, processes, Duration.ofMinutes(5), COOLDOWN, 10, List.of());
        return new AccessTokenVerifier(
                new FetchedKeys(properties, clock), TestTokens.ISSUER, TestTokens.AUDIENCE, clock);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void manyTokensNeedOneFetch() {
        for (var i = 0; i < 50; i++) {
            assertThat(verifier.verify(valid()).subject()).isEqualTo("usr_1");
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void theKeysOfAServiceAreThereWhileOneOfItsProcessesIs() throws Exception {
        assertThat(verifier(List.of(closed(), open())).verify(valid()).subject())
                .isEqualTo("usr_1");
        assertThat(verifier(List.of(open(), closed())).verify(valid()).subject())
                .isEqualTo("usr_1");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void manyWhoStartAtOnceWaitForOneFetch() throws Exception {
        var token = valid();

        assertThat(AtOnce.run(32, _ -> verifier.verify(token).subject())).containsOnly("usr_1");

        assertThat(fetches).hasValue(1);
    }

    @Test
    void aThousandRandomKeyIdsCauseOneFetchInEachCooldownAndHarmNobodyElse() {
        verifier.verify(valid());
        clock.advance(COOLDOWN);

        for (var cooldowns = 1; cooldowns <= 4; cooldowns++) {
            for (var i = 0; i < 1000; i++) {
                refused(TestTokens.token("usr_1").header("kid", Ids.random("")).withSignature("AAAA"));
            }
            assertThat(fetches).hasValue(1 + cooldowns);
            assertThat(verifier.verify(valid())).isNotNull();
            clock.advance(COOLDOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../dev/null",
                "' OR '1'='1",
                "http://127.0.0.1:1/keys",
                "{\"$gt\":\"\"}",
                "test-key\u0000",
                "TEST-KEY"
            })
    void aKeyIdIsANameAndNothingElse(String keyId) {
        refused(TestTokens.token("usr_1").header("kid", keyId).sign());

        assertThat(fetches.get()).isLessThanOrEqualTo(2);
        assertThat(paths).containsOnly("/jwks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "x5c", "jwk"})
    void aTokenThatNamesItsOwnKeyCausesNoFetchAnywhere(String parameter) {
        refused(TestTokens.token("usr_1")
                .header(
                        parameter,
                        "http://127.0.0.1:%d/attacker"
                                .formatted(server.getAddress().getPort()))
                .signedWith(TestTokens.newKey("attacker"))
                .sign());

        assertThat(paths).isEmpty();
    }

    @Test
    void aNewKeyIsFoundAtItsFirstToken() {
        verifier.verify(valid());

        assertThat(verifier.verify(withNextKey())).isNotNull();
    }

    @Test
    void allWhoComeWithANewKeyAtOnceFindIt() throws Exception {
        verifier.verify(valid());
        var token = withNextKey();

        assertThat(AtOnce.run(64, _ -> verifier.verify(token).subject())).containsOnly("usr_1");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aWithdrawnKeyIsBelievedNoLongerThanTheLifetimeOfFetchedKeys() {
        verifier.verify(valid());
        body = new JWKSet(TestTokens.newKey("next").toPublicJWK()).toString();

        clock.advance(Duration.ofMinutes(5));

        refused(valid());
    }

    @Test
    void withoutAFirstFetchNothingIsKnownAboutAnyToken() {
        status = 500;

        for (var i = 0; i < 20; i++) {
            assertThatThrownBy(() -> verifier.verify(valid())).isInstanceOf(KeysUnavailable.class);
        }

        assertThat(fetches.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void afterAFailedFirstFetchServiceComesBackByItself() {
        status = 500;
        assertThatThrownBy(() -> verifier.verify(valid())).isInstanceOf(KeysUnavailable.class);
        status = 200;

        clock.advance(COOLDOWN);

        assertThat(verifier.verify(valid())).isNotNull();
    }

    @Test
    void anAnswerThatIsNoKeySetIsAsGoodAsNone() {
        body = "<html>";

        assertThatThrownBy(() -> verifier.verify(valid())).isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void whileSessionServiceIsAwayForAnHourNoTokenIsRefused() {
        verifier.verify(valid());
        status = 503;

        for (var minutes = 0; minutes < 60; minutes++) {
            assertThat(verifier.verify(valid())).isNotNull();
            var unknown = TestTokens.token("usr_1")
                    .issuedAt(clock.instant())
                    .header("kid", "made-up")
                    .sign();
            assertThatThrownBy(() -> verifier.verify(unknown))
                    .isInstanceOfAny(InvalidToken.class, KeysUnavailable.class);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(fetches.get()).isGreaterThan(10);
    }

    private void refused(String token) {
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(InvalidToken.class);
    }

    private String withNextKey() {
        var next = TestTokens.newKey("next");
        body = new JWKSet(List.of(TestTokens.jwks().getKeys().getFirst(), next.toPublicJWK())).toString();
        return TestTokens.token("usr_1")
                .issuedAt(clock.instant())
                .header("kid", "next")
                .signedWith(next)
                .sign();
    }

    private String valid() {
        return TestTokens.token("usr_1").issuedAt(clock.instant()).sign();
    }
}
