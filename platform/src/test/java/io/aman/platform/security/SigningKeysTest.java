package io.aman.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import io.aman.platform.Ids;
import io.aman.testing.TestTokens;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The keys over HTTP: session-service may be slow, away or under somebody's hammer. */
class SigningKeysTest {

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = TestTokens.jwks().toString();
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void manyTokensNeedOneFetch() {
        var verifier = verifier(Duration.ofMinutes(5));

        for (var i = 0; i < 50; i++) {
            assertThat(verifier.verify(valid()).subject()).isEqualTo("usr_1");
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void manyWhoStartAtOnceWaitForOneFetch() throws Exception {
        var verifier = verifier(Duration.ofMinutes(5));
        var token = valid();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var one :
                    threads.invokeAll(Collections.nCopies(32, (Callable<AccessToken>) () -> verifier.verify(token)))) {
                one.get();
            }
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void aThousandUnknownKeyIdsCauseOneFetchAndAreInvalidWithoutHarmToOthers() {
        var verifier = verifier(Duration.ofMinutes(5));
        verifier.verify(valid());

        for (var i = 0; i < 1000; i++) {
            var token = TestTokens.token("usr_1").header("kid", Ids.random("")).withSignature("AAAA");
            assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(InvalidToken.class);
        }

        assertThat(fetches.get()).isLessThanOrEqualTo(2);
        assertThat(verifier.verify(valid())).isNotNull();
    }

    @Test
    void aNewKeyIsFoundAtItsFirstToken() {
        var verifier = verifier(Duration.ofMinutes(5));
        verifier.verify(valid());
        var next = TestTokens.newKey("next");
        body = new JWKSet(List.of(TestTokens.jwks().getKeys().getFirst(), next.toPublicJWK())).toString();

        assertThat(verifier.verify(TestTokens.token("usr_1")
                        .header("kid", "next")
                        .signedWith(next)
                        .sign()))
                .isNotNull();
    }

    @Test
    void withoutAFirstFetchNothingIsKnownAboutAnyToken() {
        status = 500;
        var verifier = verifier(Duration.ofMinutes(5));

        for (var i = 0; i < 20; i++) {
            assertThatThrownBy(() -> verifier.verify(valid())).isInstanceOf(KeysUnavailable.class);
        }

        assertThat(fetches.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void afterAFailedFirstFetchServiceComesBackByItself() {
        status = 500;
        var verifier = verifier(Duration.ofSeconds(1));
        assertThatThrownBy(() -> verifier.verify(valid())).isInstanceOf(KeysUnavailable.class);
        status = 200;

        await().untilAsserted(() -> assertThat(verifier.verify(valid())).isNotNull());
    }

    @Test
    void anAnswerThatIsNoKeySetIsAsGoodAsNone() {
        body = "<html>";
        var verifier = verifier(Duration.ofMinutes(5));

        assertThatThrownBy(() -> verifier.verify(valid())).isInstanceOf(KeysUnavailable.class);
    }

    @Tag("slow")
    @Test
    void whileSessionServiceIsAwayItsLastKeysGoOnCounting() {
        var verifier = verifier(Duration.ofSeconds(1));
        verifier.verify(valid());
        status = 503;
        var before = fetches.get();

        // the keys' lifetime is over once they are fetched again
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            verifier.verify(valid());
            return fetches.get() >= before + 2;
        });

        assertThat(verifier.verify(valid())).isNotNull();
        assertThatThrownBy(() -> verifier.verify(TestTokens.token("usr_1")
                        .signedWith(TestTokens.newKey("x"))
                        .sign()))
                .isInstanceOf(InvalidToken.class);
    }

    private AccessTokenVerifier verifier(Duration cooldown) {
        try {
            var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
            var lifetime =
                    cooldown.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofSeconds(6) : Duration.ofMinutes(10);
            var properties =
                    new TokenProperties(TestTokens.ISSUER, TestTokens.AUDIENCE, uri, lifetime, cooldown, List.of());
            return new AccessTokenVerifier(
                    new TokenConfiguration().signingKeys(properties),
                    TestTokens.ISSUER,
                    TestTokens.AUDIENCE,
                    Clock.systemUTC());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String valid() {
        return TestTokens.token("usr_1").sign();
    }
}
