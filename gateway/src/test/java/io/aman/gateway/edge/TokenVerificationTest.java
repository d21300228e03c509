package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.VerifiedTokens;
import io.aman.testing.MutableClock;
import io.aman.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class TokenVerificationTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 10, "verification");
    private final AtomicInteger lookups = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
    private final JWKSource<SecurityContext> counted = (selector, context) -> {
        lookups.incrementAndGet();
        threads.add(Thread.currentThread().getName());
        return TestTokens.keys().get(selector, context);
    };
    private final TokenVerification tokens = tokens(counted);
    private final String token =
            TestTokens.token("usr_1").issuedAt(clock.instant()).sign();

    @AfterEach
    void stop() {
        scheduler.dispose();
    }

    @Test
    void aTokenIsVerifiedOnceAndAwayFromTheCaller() {
        assertThat(tokens.known(token)).isNull();
        tokens.verify(token).block();

        assertThat(tokens.known(token)).isNotNull();
        assertThat(lookups).hasValue(1);
        assertThat(threads).allMatch(name -> name.startsWith("verification"));
    }

    @Test
    void aRefusalIsNotRemembered() {
        var forged = TestTokens.token("usr_1")
                .issuedAt(clock.instant())
                .signedWith(TestTokens.newKey("other"))
                .sign();

        assertThatThrownBy(() -> tokens.verify(forged).block()).isInstanceOf(EdgeError.TokenNotValid.class);
        assertThat(tokens.known(forged)).isNull();
    }

    @Test
    void keysThatCannotBeHadSayNothingAboutTheToken() {
        var withoutKeys = tokens((_, _) -> {
            throw new KeySourceException("away");
        });

        assertThatThrownBy(() -> withoutKeys.verify(token).block()).isInstanceOf(EdgeError.KeysAway.class);
    }

    @Test
    void aRotationOfKeysRefusesNobody() {
        var next = TestTokens.newKey("next");
        var published = new AtomicReference<>(TestTokens.jwks());
        var rotating = tokens((selector, _) -> selector.select(published.get()));
        rotating.verify(token).block();

        published.set(new JWKSet(List.of(TestTokens.jwks().getKeys().getFirst(), next.toPublicJWK())));
        assertThat(rotating.verify(signedByNext(next)).block()).isNotNull();
        assertThat(rotating.verify(token).block()).isNotNull();
        published.set(new JWKSet(next.toPublicJWK()));
        assertThat(rotating.verify(signedByNext(next)).block()).isNotNull();
        assertThat(rotating.known(token)).isNotNull();
    }

    private String signedByNext(RSAKey next) {
        return TestTokens.token("usr_2")
                .issuedAt(clock.instant())
                .header("kid", "next")
                .signedWith(next)
                .sign();
    }

    @Test
    void whileKeysAreAwayWhoIsKnownPassesAndOthersAreNotCalledInvalid() {
        var away = new AtomicBoolean();
        var flickering = tokens((selector, context) -> {
            if (away.get()) {
                throw new KeySourceException("away");
            }
            return TestTokens.keys().get(selector, context);
        });
        flickering.verify(token).block();
        away.set(true);

        clock.advance(Duration.ofMinutes(4));
        assertThat(flickering.known(token)).isNotNull();
        var other = TestTokens.token("usr_2").issuedAt(clock.instant()).sign();
        assertThatThrownBy(() -> flickering.verify(other).block()).isInstanceOf(EdgeError.KeysAway.class);
    }

    private TokenVerification tokens(JWKSource<SecurityContext> keys) {
        var verifier = new AccessTokenVerifier(keys, TestTokens.ISSUER, TestTokens.AUDIENCE, clock);
        return new TokenVerification(new VerifiedTokens(verifier, clock, 3), scheduler);
    }
}
