package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.ActivityEvent.Active;
import io.aman.gateway.activity.ActivityFixture;
import io.aman.gateway.limit.LimiterFixture;
import io.aman.gateway.revocation.RevocationsFixture;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.VerifiedTokens;
import io.aman.testing.MutableClock;
import io.aman.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class TokenCheckTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final RevocationsFixture revocations = new RevocationsFixture(clock);
    private final ActivityFixture activity = new ActivityFixture(clock);
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private Mono<Boolean> answer = Mono.just(true);
    private final TokenCheck check = new TokenCheck(
            new TokenVerification(
                    new VerifiedTokens(
                            new AccessTokenVerifier(TestTokens.keys(), TestTokens.ISSUER, TestTokens.AUDIENCE, clock),
                            clock,
                            10),
                    Schedulers.immediate()),
            new Admission(revocations.revocations(), revocations.introspection(_ -> asked()), activity.book()),
            LimiterFixture.generous());

    @Test
    void beforeRevocationsAreKnownEvenReadsAreRefused() {
        revocations.heartbeat();

        assertThatThrownBy(() -> call(false)).isInstanceOf(EdgeError.RevocationsStale.class);
        assertThat(passed).hasValue(0);

        revocations.caughtUp();
        call(false);
        assertThat(passed).hasValue(1);
    }

    @Test
    void withoutAnyHeartbeatChangesAreRefused() {
        revocations.caughtUp();

        assertThatThrownBy(() -> call(true)).isInstanceOf(EdgeError.RevocationsStale.class);
        call(false);
        assertThat(passed).hasValue(1);
    }

    @Test
    void whileTheHeartbeatIsFreshNobodyIsAsked() {
        silentFor(Duration.ofSeconds(3));
        call(true);

        assertThat(passed).hasValue(1);
        assertThat(questions).hasValue(0);
    }

    @Test
    void afterThreeSecondsAChangeIsAskedAboutAndAReadIsNot() {
        silentFor(Duration.ofMillis(3001));
        call(false);
        assertThat(questions).hasValue(0);

        call(true);
        assertThat(questions).hasValue(1);
        assertThat(passed).hasValue(2);
    }

    @Test
    void aSessionThatIsOverByNowIsRefusedByWhomWeAsk() {
        silentFor(Duration.ofSeconds(4));
        answer = Mono.just(false);

        assertThatThrownBy(() -> call(true)).isInstanceOf(EdgeError.SessionRevoked.class);
        assertThat(passed).hasValue(0);
    }

    @Test
    void withoutAnAnswerAChangeIsRefusedAndReadsGoOn() {
        silentFor(Duration.ofSeconds(4));
        answer = Mono.error(new IllegalStateException("away"));

        assertThatThrownBy(() -> call(true)).isInstanceOf(EdgeError.RevocationsStale.class);
        call(false);
        assertThat(passed).hasValue(1);
    }

    @Test
    void pastTheBoundNobodyIsAskedAndChangesAreRefused() {
        silentFor(Duration.ofMillis(30_001));

        assertThatThrownBy(() -> call(true)).isInstanceOf(EdgeError.RevocationsStale.class);
        call(false);
        assertThat(questions).hasValue(0);
        assertThat(passed).hasValue(1);
    }

    @Test
    void whatIsLetThroughCountsAsActivityAndWhatIsRefusedDoesNot() {
        silentFor(Duration.ofSeconds(4));
        call(false);
        call(true);
        answer = Mono.just(false);
        assertThatThrownBy(() -> call(true)).isInstanceOf(EdgeError.SessionRevoked.class);

        assertThat(activity.taken()).containsExactly(new Active("ses_of_usr_1", clock.instant(), 2, "192.0.2.7"));
    }

    private Mono<Boolean> asked() {
        questions.incrementAndGet();
        return answer;
    }

    private void silentFor(Duration age) {
        revocations.caughtUp();
        revocations.heartbeat();
        clock.advance(age);
    }

    private void call(boolean isChange) {
        var token = TestTokens.token("usr_1").issuedAt(clock.instant()).sign();
        check.caller(List.of("Bearer " + token).iterator(), isChange, "192.0.2.7")
                .doOnNext(_ -> passed.incrementAndGet())
                .block();
    }
}
