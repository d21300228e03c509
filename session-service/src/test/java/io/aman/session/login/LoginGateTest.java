package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.session.token.TestServiceToken;
import io.aman.testing.MutableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginGateTest {

    private static final TestServiceToken TOKEN = new TestServiceToken();

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final StubSecurityService security = new StubSecurityService();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "security-service",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .build());

    @AfterEach
    void close() {
        security.close();
    }

    private LoginGate gate(URI baseUrl) {
        var properties =
                new SecurityServiceProperties(List.of(baseUrl), Duration.ofMillis(300), Duration.ofMillis(300));
        var client = new LoginConfiguration()
                .securityServiceClient(properties, TOKEN.serviceToken(clock), ObservationRegistry.NOOP);
        return new LoginGate(client, breaker, new LocalLoginLimit(clock, 1000));
    }

    @Test
    void securityServiceDecides() {
        var gate = gate(security.baseUrl());
        assertThat(gate.reserve("key", "203.0.113.7")).isEqualTo(new Attempt("att_remote", "key", true));

        security.answers(200, StubSecurityService.DENY);
        assertThat(gate.reserve("key", "203.0.113.7")).isEqualTo(new Attempt("att_remote", "key", false));
    }

    @Test
    void theQuestionNamesAccountAndAddressAndIsSignedByUs() {
        gate(security.baseUrl()).reserve("key", "203.0.113.7");

        var question = security.questions.getFirst();
        assertThat(question.body()).isEqualTo("{\"accountKey\":\"key\",\"address\":\"203.0.113.7\"}");
        var verifier = new AccessTokenVerifier(
                new ImmutableJWKSet<>(TOKEN.published()), TestServiceToken.ISSUER, "aman", clock);
        var token = verifier.verify(question.authorization().substring("Bearer ".length()));
        assertThat(token.subject()).isEqualTo("service:session-service");
        assertThat(token.permissions()).containsExactly("security.attempt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500|{}",
                "401|{}",
                "200|''",
                "200|no json",
                "200|{}",
                "200|{\"attemptId\":\"a\",\"decision\":\"MAYBE\"}",
                "200|{\"decision\":\"ALLOW\"}"
            })
    void anAnswerThatMeansNothingLeavesItToTheStricterLimit(int status, String answer) {
        security.answers(status, answer);
        stricterLimitDecides(gate(security.baseUrl()));
    }

    @Test
    void silenceLeavesItToTheStricterLimitInTime() {
        security.isSilent();
        var start = System.nanoTime();
        stricterLimitDecides(gate(security.baseUrl()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void absenceLeavesItToTheStricterLimit() {
        security.close();
        stricterLimitDecides(gate(security.baseUrl()));
    }

    @Test
    void afterFiveFailuresNobodyWaitsForItAnyMore() {
        security.answers(500, "{}");
        var gate = gate(security.baseUrl());
        for (var i = 0; i < 20; i++) {
            gate.reserve("key" + i, "203.0.113." + i);
        }
        assertThat(security.questions).hasSize(5);
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void whatIsLiftedNoLongerHoldsHereAndAtSecurityService() {
        security.answers(500, "{}");
        var gate = gate(security.baseUrl());
        stricterLimitDecides(gate);
        security.answers(204, "");

        assertThat(gate.lift("key")).isTrue();
        assertThat(security.releases)
                .extracting(StubSecurityService.Question::body)
                .containsExactly("{\"accountKey\":\"key\"}");
        security.answers(500, "{}");
        assertThat(gate.reserve("key", "203.0.113.7").allowed()).isTrue();
    }

    @Test
    void nothingIsLiftedHereWhileSecurityServiceIsAway() {
        security.answers(500, "{}");
        var gate = gate(security.baseUrl());
        stricterLimitDecides(gate);

        assertThat(gate.lift("key")).isFalse();
        assertThat(gate.reserve("key", "203.0.113.7").allowed()).isFalse();
    }

    private static void stricterLimitDecides(LoginGate gate) {
        for (var i = 0; i < LocalLoginLimit.PER_ACCOUNT; i++) {
            var attempt = gate.reserve("key", "203.0.113.7");
            assertThat(attempt.allowed()).isTrue();
            assertThat(attempt.id()).matches("att_[0-9a-f]{32}");
        }
        assertThat(gate.reserve("key", "203.0.113.7").allowed()).isFalse();
    }

    @Test
    void whatCouldNotBeVerifiedIsGivenBackWhereItWasCounted() {
        var gate = gate(security.baseUrl());
        gate.giveBack(gate.reserve("key", "203.0.113.7"), "203.0.113.7");
        assertThat(security.unverified)
                .extracting(StubSecurityService.Question::body)
                .containsExactly("{\"accountKey\":\"key\",\"address\":\"203.0.113.7\"}");

        security.answers(500, "{}");
        for (var i = 0; i < 3 * LocalLoginLimit.PER_ADDRESS; i++) {
            var attempt = gate.reserve("key", "203.0.113.7");
            assertThat(attempt.allowed()).isTrue();
            gate.giveBack(attempt, "203.0.113.7");
        }
        assertThat(security.unverified).hasSize(1);
    }

    @Test
    void whatWasDeniedHasNothingToGiveBack() {
        security.answers(200, StubSecurityService.DENY);
        var gate = gate(security.baseUrl());
        gate.giveBack(gate.reserve("key", "203.0.113.7"), "203.0.113.7");
        assertThat(security.unverified).isEmpty();
    }
}
