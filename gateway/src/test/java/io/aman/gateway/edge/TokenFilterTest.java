package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.aman.gateway.revocation.RevocationsFixture;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.MutableClock;
import io.aman.testing.TestTokens;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean passed = new AtomicBoolean();
    private final TokenFilter filter = new TokenFilter(
            new VerifiedTokens(
                    new AccessTokenVerifier(TestTokens.keys(), TestTokens.ISSUER, TestTokens.AUDIENCE, clock),
                    Schedulers.immediate(),
                    clock,
                    10),
            revocations.revocations());

    @Test
    void beforeRevocationsAreKnownEvenReadsAreRefused() {
        revocations.heartbeat();

        assertThatThrownBy(() -> call(HttpMethod.GET)).isInstanceOf(EdgeError.RevocationsStale.class);
        assertThat(passed).isFalse();

        revocations.caughtUp();
        call(HttpMethod.GET);
        assertThat(passed).isTrue();
    }

    @Test
    void withoutAnyHeartbeatChangesAreRefused() {
        revocations.caughtUp();

        assertThatThrownBy(() -> call(HttpMethod.DELETE)).isInstanceOf(EdgeError.RevocationsStale.class);
        call(HttpMethod.HEAD);
        assertThat(passed).isTrue();
    }

    private void call(HttpMethod method) {
        var token = TestTokens.token("usr_1").issuedAt(clock.instant()).sign();
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.method(method, "http://gateway/api/payments")
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
        filter.filter(exchange, _ -> Mono.fromRunnable(() -> passed.set(true))).block();
    }
}
