package io.aman.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import io.aman.testing.TestTokens;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Keys fetched as {@code TokenConfiguration} has it: cached, and rarely for unknown ids. */
class UnknownKeyTest {

    private final AtomicInteger fetches = new AtomicInteger();
    private boolean away;
    private final AccessTokenVerifier verifier = new AccessTokenVerifier(
            JWKSourceBuilder.create(new Source())
                    .cache(300_000, 4_000)
                    .refreshAheadCache(75_000, false)
                    .rateLimited(30_000)
                    .outageTolerant(3_600_000)
                    .build(),
            TestTokens.ISSUER,
            TestTokens.AUDIENCE,
            Clock.systemUTC());

    private final class Source implements JWKSetSource<SecurityContext> {

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
                throws JWKSetUnavailableException {
            fetches.incrementAndGet();
            if (away) {
                throw new JWKSetUnavailableException("away");
            }
            return TestTokens.jwks();
        }

        @Override
        public void close() {}
    }

    @Test
    void manyUnknownKeysCauseFewFetchesAndAreNeverBelieved() {
        verifier.verify(TestTokens.token("usr_1").sign());
        for (int i = 0; i < 100; i++) {
            var forged = TestTokens.token("usr_1").header("kid", "unknown-" + i).sign();
            assertThatThrownBy(() -> verifier.verify(forged)).isInstanceOf(InvalidToken.class);
        }

        assertThat(fetches.get()).isLessThanOrEqualTo(3);
        verifier.verify(TestTokens.token("usr_1").sign());
    }

    @Test
    void withoutAnyKeyNothingIsSaidAboutAToken() {
        away = true;
        for (int i = 0; i < 10; i++) {
            var token = TestTokens.token("usr_1").sign();
            assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(KeysUnavailable.class);
        }
    }
}
