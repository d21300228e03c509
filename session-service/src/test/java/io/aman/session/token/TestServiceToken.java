package io.aman.session.token;

import com.nimbusds.jose.jwk.JWKSet;
import io.aman.platform.security.TokenProperties;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Keys of an installation of its own, for tests of other features. */
public final class TestServiceToken {

    public static final String ISSUER = "https://aman.example";

    private final SigningKeys keys = TestKeys.open(Clock.systemUTC());

    public static KeyedHash hash() {
        return new KeyedHash(new byte[32]);
    }

    public JWKSet published() {
        return keys.published();
    }

    public ServiceToken serviceToken(Clock clock) {
        var expected = new TokenProperties(
                ISSUER,
                "aman",
                List.of(URI.create("http://127.0.0.1:1/unused")),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                10,
                List.of());
        var tokens = new AccessTokens(keys, expected, Duration.ofMinutes(5));
        return new SessionTokenConfiguration().serviceToken(tokens, clock);
    }
}
