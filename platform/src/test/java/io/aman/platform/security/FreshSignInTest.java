package io.aman.platform.security;

import static io.aman.platform.ShopClient.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.aman.platform.ShopClient;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestToken;
import io.aman.testing.TestTokens;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class FreshSignInTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @LocalServerPort
    private int port;

    private ShopClient client;

    @BeforeEach
    void connect() {
        client = new ShopClient(port);
    }

    @Test
    void whoSignedInAMomentAgoPasses() {
        assertThat(close(signedInBefore(Duration.ofMinutes(1))).statusCode()).isEqualTo(200);
    }

    @Test
    void anOlderSignInIsChallengedToProveItselfAgain() {
        var response = close(signedInBefore(Duration.ofMinutes(6)));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(code(response)).isEqualTo("STEP_UP_REQUIRED");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal1\", max_age=300");
    }

    @Test
    void aTokenThatDoesNotSayWhenIsNoFreshOne() {
        assertThat(code(close(token().claim("auth_time", null)))).isEqualTo("STEP_UP_REQUIRED");
        assertThat(close(token().claim("auth_time", "yesterday")).statusCode()).isEqualTo(401);
    }

    @Test
    void whoMayNotDoItIsNotAskedToSignInAgain() {
        var response = close(TestTokens.token("usr_1").claim("auth_time", 0));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(code(response)).isEqualTo("PERMISSION_MISSING");
    }

    @Test
    void nobodyDoesItOnBehalfOfSomebodyElse() {
        var response = close(token().claim("act", Map.of("sub", "usr_admin")));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(code(response)).isEqualTo("IMPERSONATION_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 299, 300, -30})
    void upToTheAgeThatIsAllowedItIsFresh(long secondsAgo) {
        var caller = caller(NOW.minusSeconds(secondsAgo));

        assertThatNoException().isThrownBy(() -> caller.requireFreshSignIn(FIVE_MINUTES, NOW));
    }

    @Test
    void aMomentLaterItIsNot() {
        var caller = caller(NOW.minus(FIVE_MINUTES).minusMillis(1));

        assertThatExceptionOfType(StepUpRequired.class).isThrownBy(() -> caller.requireFreshSignIn(FIVE_MINUTES, NOW));
    }

    @Test
    void whoHasASecondFactorIsAskedForItHoweverFreshThePasswordIs() {
        var response = close(token().claim("step_up", "aal2"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\", max_age=300");
        assertThat(close(token().claim("step_up", "aal2").claim("acr", "aal2")).statusCode())
                .isEqualTo(200);
        assertThat(code(close(token().claim("step_up", "aal3")))).isEqualTo("STEP_UP_REQUIRED");
    }

    @Test
    void whoHasNoneIsRefusedWhereItTakesOneInAnyCase() {
        var caller = caller(NOW);

        assertThatExceptionOfType(StepUpRequired.class)
                .isThrownBy(() -> caller.requireFreshSignIn(FIVE_MINUTES, Assurance.AAL2, NOW))
                .satisfies(refused -> assertThat(refused.level()).isEqualTo(Assurance.AAL2));
        var proved = caller.provedAt(NOW, List.of("pwd", "otp", "mfa"));
        assertThatNoException().isThrownBy(() -> proved.requireFreshSignIn(FIVE_MINUTES, Assurance.AAL2, NOW));
    }

    @Test
    void whoHasToAddAFactorDoesNothingElse() {
        var response = close(token().claim("enrol", true));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(code(response)).isEqualTo("FACTOR_ENROLMENT_REQUIRED");
    }

    private static Caller caller(Instant authenticatedAt) {
        return new Caller("usr_1", "ses_1", Set.of(), "127.0.0.1", authenticatedAt, null);
    }

    private static TestToken token() {
        return TestTokens.token("usr_1").permissions("shop.close");
    }

    private static TestToken signedInBefore(Duration age) {
        return token().claim("auth_time", Clock.systemUTC().instant().minus(age).getEpochSecond());
    }

    private HttpResponse<String> close(TestToken token) {
        return client.send(ShopClient.post(
                client.request("/api/shop/close").header("Authorization", "Bearer " + token.sign()), ""));
    }
}
