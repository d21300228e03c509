package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.aman.events.ActivityEvent.Active;
import io.aman.gateway.activity.ActivityFixture;
import io.aman.gateway.limit.LimiterFixture;
import io.aman.gateway.revocation.RevocationsFixture;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.VerifiedTokens;
import io.aman.testing.MutableClock;
import io.aman.testing.TestTokens;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class TokenFilterTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final RevocationsFixture revocations = new RevocationsFixture(clock);
    private final ActivityFixture activity = new ActivityFixture(clock);
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private Mono<Boolean> answer = Mono.just(true);
    private final TokenFilter filter = new TokenFilter(
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

        assertThatThrownBy(() -> call(HttpMethod.GET)).isInstanceOf(EdgeError.RevocationsStale.class);
        assertThat(passed).hasValue(0);

        revocations.caughtUp();
        call(HttpMethod.GET);
        assertThat(passed).hasValue(1);
    }

    @Test
    void withoutAnyHeartbeatChangesAreRefused() {
        revocations.caughtUp();

        assertThatThrownBy(() -> call(HttpMethod.DELETE)).isInstanceOf(EdgeError.RevocationsStale.class);
        call(HttpMethod.HEAD);
        assertThat(passed).hasValue(1);
    }

    @Test
    void whileTheHeartbeatIsFreshNobodyIsAsked() {
        silentFor(Duration.ofSeconds(3));
        call(HttpMethod.POST);

        assertThat(passed).hasValue(1);
        assertThat(questions).hasValue(0);
    }

    @Test
    void afterThreeSecondsAChangeIsAskedAboutAndAReadIsNot() {
        silentFor(Duration.ofMillis(3001));
        call(HttpMethod.GET);
        assertThat(questions).hasValue(0);

        call(HttpMethod.POST);
        assertThat(questions).hasValue(1);
        assertThat(passed).hasValue(2);
    }

    @Test
    void aSessionThatIsOverByNowIsRefusedByWhomWeAsk() {
        silentFor(Duration.ofSeconds(4));
        answer = Mono.just(false);

        assertThatThrownBy(() -> call(HttpMethod.POST)).isInstanceOf(EdgeError.SessionRevoked.class);
        assertThat(passed).hasValue(0);
    }

    @Test
    void withoutAnAnswerAChangeIsRefusedAndReadsGoOn() {
        silentFor(Duration.ofSeconds(4));
        answer = Mono.error(new IllegalStateException("away"));

        assertThatThrownBy(() -> call(HttpMethod.POST)).isInstanceOf(EdgeError.RevocationsStale.class);
        call(HttpMethod.GET);
        assertThat(passed).hasValue(1);
    }

    @Test
    void pastTheBoundNobodyIsAskedAndChangesAreRefused() {
        silentFor(Duration.ofMillis(30_001));

        assertThatThrownBy(() -> call(HttpMethod.POST)).isInstanceOf(EdgeError.RevocationsStale.class);
        call(HttpMethod.GET);
        assertThat(questions).hasValue(0);
        assertThat(passed).hasValue(1);
    }

    @Test
    void whatFailsBehindIsNotTakenForAMissingAnswer() {
        silentFor(Duration.ofSeconds(4));

        assertThatThrownBy(() -> call(HttpMethod.POST, Mono.error(new IllegalArgumentException("behind"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsLetThroughCountsAsActivityAndWhatIsRefusedDoesNot() {
        silentFor(Duration.ofSeconds(4));
        call(HttpMethod.GET);
        call(HttpMethod.POST);
        answer = Mono.just(false);
        assertThatThrownBy(() -> call(HttpMethod.POST)).isInstanceOf(EdgeError.SessionRevoked.class);

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

    private void call(HttpMethod method) {
        call(method, Mono.fromRunnable(passed::incrementAndGet));
    }

    private void call(HttpMethod method, Mono<Void> behind) {
        var token = TestTokens.token("usr_1").issuedAt(clock.instant()).sign();
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.method(method, "http://gateway/api/payments")
                .header("X-Client-Address", "192.0.2.7")
                .header("Authorization", "Bearer " + token));
        exchange.getAttributes()
                .put(
                        GATEWAY_ROUTE_ATTR,
                        Route.async()
                                .id("payments")
                                .uri("http://payment:8081")
                                .predicate(_ -> true)
                                .metadata(Access.METADATA, Access.TOKEN)
                                .build());
        filter.filter(exchange, _ -> behind).block();
    }
}
