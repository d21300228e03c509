package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.aman.platform.Secret;
import io.aman.platform.security.AccessToken.Standing;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.InvalidToken;
import io.aman.platform.security.Limits;
import io.aman.platform.security.TokenProperties;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final TokenProperties EXPECTED = new TokenProperties(
            "https://aman.example",
            "aman",
            List.of(URI.create("http://127.0.0.1:1/unused")),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            10,
            List.of());

    private static final SigningKeys KEYS = TestKeys.open(NOW);

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final AccessTokens tokens = new AccessTokens(KEYS, EXPECTED, Duration.ofMinutes(5));
    private final AccessTokenVerifier verifier =
            new AccessTokenVerifier(new ImmutableJWKSet<>(KEYS.published()), "https://aman.example", "aman", clock);

    private Secret issue() {
        return issue(Limits.NONE);
    }

    private Secret issue(Limits limits) {
        return tokens.issue(
                new Grant(
                        "usr_1",
                        "ses_1",
                        Set.of("payment.view", "payment.create"),
                        NOW.minusSeconds(60),
                        List.of("pwd"),
                        null,
                        new Standing(1, 2, 3),
                        limits),
                NOW);
    }

    private static Map<String, Object> claims(Secret token) throws ParseException {
        return JWSObject.parse(token.reveal()).getPayload().toJSONObject();
    }

    @Test
    void theClaimsAreThePublishedOnes() throws ParseException {
        var claims = claims(issue());
        assertThat(claims.remove("jti")).asString().matches("tok_[0-9a-f]{32}");
        assertThat(claims)
                .isEqualTo(Map.ofEntries(
                        Map.entry("iss", "https://aman.example"),
                        Map.entry("aud", List.of("aman")),
                        Map.entry("sub", "usr_1"),
                        Map.entry("sid", "ses_1"),
                        Map.entry("client_id", "aman"),
                        Map.entry("permissions", List.of("payment.create", "payment.view")),
                        Map.entry("acr", "aal1"),
                        Map.entry("amr", List.of("pwd")),
                        Map.entry("auth_time", NOW.minusSeconds(60).getEpochSecond()),
                        Map.entry("sgen", 1L),
                        Map.entry("pv", 2L),
                        Map.entry("rv", 3L),
                        Map.entry("iat", NOW.getEpochSecond()),
                        Map.entry("exp", NOW.plusSeconds(300).getEpochSecond())));
    }

    @Test
    void whatRolesAllowIsOneClaimAndReadAgain() throws ParseException {
        var limits = new Limits(10, 300, 5, 0, 1_000_000_000_000L);
        var token = issue(limits);

        assertThat(claims(token)).containsEntry("lim", List.of(10L, 300L, 5L, 0L, 1_000_000_000_000L));
        assertThat(verifier.verify(token.reveal()).limits()).isEqualTo(limits);
        assertThat(verifier.verify(issue().reveal()).limits()).isNull();
    }

    @Test
    void theHeaderNamesTypeAlgorithmAndKeyAndNothingElse() throws ParseException {
        assertThat(JWSObject.parse(issue().reveal()).getHeader().toJSONObject())
                .isEqualTo(Map.of(
                        "alg", "RS256", "typ", "at+jwt", "kid", KEYS.signing().id()));
    }

    @Test
    void everyServiceBelievesItForFiveMinutesAndTheSkew() {
        var token = issue().reveal();
        assertThat(verifier.verify(token).permissions()).containsExactlyInAnyOrder("payment.create", "payment.view");
        assertThat(verifier.verify(token).sessionId()).isEqualTo("ses_1");

        clock.advance(Duration.ofMinutes(5).plusSeconds(59));
        assertThat(verifier.verify(token).subject()).isEqualTo("usr_1");
        clock.advance(Duration.ofSeconds(2));
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> verifier.verify(token))
                .matches(InvalidToken::isExpired);
    }

    @Test
    void noTwoTokensAreTheSame() throws ParseException {
        assertThat(claims(issue()).get("jti")).isNotEqualTo(claims(issue()).get("jti"));
    }

    @Test
    void aServiceProvesItselfWithOnePermissionAndIsRenewedInTime() {
        var service = new ServiceToken(tokens, "session-service", "security.attempt", clock);
        var first = service.current();
        var verified = verifier.verify(first.reveal());
        assertThat(verified.subject()).isEqualTo("service:session-service");
        assertThat(verified.permissions()).containsExactly("security.attempt");

        clock.advance(Duration.ofMinutes(3));
        assertThat(service.current()).isSameAs(first);
        clock.advance(Duration.ofMinutes(1));
        assertThat(service.current()).isNotEqualTo(first);
    }
}
