package io.aman.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.security.AccessToken;
import io.aman.testing.MutableClock;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class IntrospectionTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final AtomicInteger questions = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Mono<Boolean> answer = Mono.just(true);
    private final Introspection introspection = new Introspection(
            _ -> {
                questions.incrementAndGet();
                return answer;
            },
            new IntrospectionProperties(
                    List.of(URI.create("http://nowhere")),
                    "gateway",
                    null,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    10),
            CircuitBreaker.of("test", RevocationConfiguration.BREAKER),
            clock,
            meters);

    @Test
    void anAnswerHoldsForASecondAndNoLonger() {
        assertThat(isActive(token(0))).isTrue();
        answer = Mono.just(false);
        clock.advance(Duration.ofMillis(999));
        assertThat(isActive(token(0))).isTrue();
        assertThat(questions).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(isActive(token(0))).isFalse();
        assertThat(questions).hasValue(2);
    }

    @Test
    void anAnswerIsNotForATokenOfTheSessionWithAnotherStanding() {
        assertThat(isActive(token(1))).isTrue();
        answer = Mono.just(false);

        assertThat(isActive(token(0))).isFalse();
    }

    @Test
    void allWhoAskAtOnceWaitForOneQuestionAndWhoHangsUpTakesItFromNobody() {
        var sink = Sinks.<Boolean>one();
        answer = sink.asMono();
        var heard = new ArrayList<Boolean>();
        var callers = IntStream.range(0, 20)
                .mapToObj(_ -> introspection.isActive(token(0), "raw").subscribe(heard::add))
                .toList();
        callers.getFirst().dispose();
        sink.tryEmitValue(true).orThrow();

        assertThat(heard).hasSize(19).containsOnly(true);
        assertThat(questions).hasValue(1);
    }

    @Test
    void aFailureIsNotRemembered() {
        answer = Mono.error(new IllegalStateException("away"));
        assertThatThrownBy(() -> isActive(token(0))).isInstanceOf(IllegalStateException.class);
        answer = Mono.just(true);

        assertThat(isActive(token(0))).isTrue();
        assertThat(meters.counter("aman.revocation.questions", "answer", "failed")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void noAnswerAtAllIsAFailure() {
        answer = Mono.empty();

        assertThatThrownBy(() -> isActive(token(0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void silenceIsNoAnswerAfterTheTimeLimit() {
        answer = Mono.never();

        assertThatThrownBy(() -> isActive(token(0))).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void aServiceThatKeepsFailingIsLeftAlone() {
        answer = Mono.error(new IllegalStateException("away"));
        for (var i = 0; i < 5; i++) {
            assertThatThrownBy(() -> isActive(token(0))).isInstanceOf(IllegalStateException.class);
        }

        assertThatThrownBy(() -> isActive(token(0))).isInstanceOf(CallNotPermittedException.class);
        assertThat(questions).hasValue(5);
    }

    private Boolean isActive(AccessToken token) {
        return introspection.isActive(token, "raw").block();
    }

    private static AccessToken token(long permissionsVersion) {
        return RevocationsFixture.token("usr_1", "ses_1", 0, permissionsVersion, 0);
    }
}
