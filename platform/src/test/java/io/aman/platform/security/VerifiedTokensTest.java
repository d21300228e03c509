package io.aman.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.aman.testing.MutableClock;
import io.aman.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final AtomicInteger lookups = new AtomicInteger();
    private final JWKSource<SecurityContext> counted = (selector, context) -> {
        lookups.incrementAndGet();
        return TestTokens.keys().get(selector, context);
    };
    private final VerifiedTokens tokens = new VerifiedTokens(
            new AccessTokenVerifier(counted, TestTokens.ISSUER, TestTokens.AUDIENCE, clock), clock, 3);
    private final String token =
            TestTokens.token("usr_1").issuedAt(clock.instant()).sign();

    @Test
    void aSignatureIsCheckedOnceAndTheTokenKnownUntilItExpires() {
        assertThat(tokens.known(token)).isNull();
        tokens.require(token);

        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(tokens.require(token)).isEqualTo(tokens.known(token)).isNotNull();
        assertThat(lookups).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.known(token)).isNull();
    }

    @Test
    void inTheMinuteOfSkewItIsVerifiedEachTime() {
        clock.advance(Duration.ofMinutes(5).plusSeconds(30));
        tokens.require(token);
        tokens.require(token);

        assertThat(tokens.known(token)).isNull();
        assertThat(lookups).hasValue(2);
    }

    @Test
    void afterTheMinuteOfSkewAKnownTokenIsRefused() {
        tokens.require(token);

        clock.advance(Duration.ofMinutes(6).plusMillis(1));
        assertThatThrownBy(() -> tokens.require(token)).isInstanceOf(InvalidToken.class);
    }

    @Test
    void anotherSpellingOfATokenIsAnotherToken() {
        tokens.require(token);

        assertThat(tokens.known(token + "=")).isNull();
        assertThat(tokens.known(token.substring(0, token.length() - 1))).isNull();
    }

    @Test
    void aRefusalIsNotRemembered() {
        var forged = TestTokens.token("usr_1")
                .issuedAt(clock.instant())
                .signedWith(TestTokens.newKey("other"))
                .sign();

        assertThatThrownBy(() -> tokens.require(forged)).isInstanceOf(InvalidToken.class);
        assertThat(tokens.known(forged)).isNull();
    }

    @Test
    void noMoreIsRememberedThanAllowed() {
        for (var user : List.of("usr_1", "usr_2", "usr_3", "usr_4", "usr_5")) {
            tokens.require(TestTokens.token(user).issuedAt(clock.instant()).sign());
        }
        assertThat(tokens.size()).isLessThanOrEqualTo(3);
    }
}
