package io.aman.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.platform.security.Limits;
import io.aman.testing.AtOnce;
import io.aman.testing.MutableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

/** Three gateways and a Redis that is really there, and really goes away. */
@Tag("process")
class RedisCountsTest {

    private static final Limits PERSON = new Limits(5000, 500, 5000, 0, 0);
    private static final Limits ADDRESS = new Limits(20, 1000, 500, 0, 0);

    private record Gateway(Limiter limiter, RedisCounts counts, SimpleMeterRegistry meters) {}

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final OwnRedis redis = new OwnRedis();
    private final List<Gateway> gateways = new ArrayList<>();
    private final String person = "usr_" + UUID.randomUUID();

    @BeforeEach
    void startThree() {
        IntStream.range(0, 3).forEach(_ -> gateways.add(gateway()));
    }

    @AfterEach
    void stopAll() {
        gateways.forEach(gateway -> gateway.counts.stop());
        redis.close();
    }

    private Gateway gateway() {
        var properties = LimiterFixture.shared(
                LimiterFixture.properties(PERSON, ADDRESS), redis.uri(), Duration.ofSeconds(2), "sign-in");
        var counts = new RedisCounts(
                Objects.requireNonNull(properties.redis()),
                CircuitBreaker.of("test", LimitConfiguration.BREAKER),
                Schedulers.parallel());
        counts.start();
        var meters = new SimpleMeterRegistry();
        return new Gateway(LimiterFixture.limiter(properties, clock, counts, meters), counts, meters);
    }

    private void redisIsThere() {
        redis.start();
        await().until(() -> gateways.stream().allMatch(gateway -> gateway.counts.isReachable()));
    }

    private Outcome call(int gateway, String id) {
        var decision =
                gateways.get(gateway).limiter.person(id, null, "payments").block();
        decision.leave();
        return decision.outcome();
    }

    /** Case 55. */
    @Test
    void threeGatewaysLetNoMoreThroughThanOneWould() throws Exception {
        redisIsThere();
        var admitted = AtOnce.run(
                48,
                n -> IntStream.range(0, 30)
                        .filter(_ -> call(n % 3, person) == Outcome.ADMITTED)
                        .count());

        assertThat(admitted.stream().mapToLong(n -> n).sum()).isEqualTo(500);
        assertThat(call(0, person)).isEqualTo(Outcome.MINUTE);
        assertThat(call(1, person.toUpperCase(Locale.ROOT))).isEqualTo(Outcome.ADMITTED);
    }

    @Test
    void aBurstIsSharedByAllGateways() {
        redisIsThere();
        var refused = IntStream.range(0, 60)
                .mapToObj(n -> gateways.get(n % 3)
                        .limiter
                        .address(Scope.WEBHOOK, "192.0.2.7", "webhooks")
                        .block())
                .filter(decision -> decision.outcome() == Outcome.BURST)
                .toList();

        assertThat(refused).hasSizeBetween(20, 40); // it refills while this runs
    }

    /** The oracle is the log of when Redis says that it let each through, whichever of the three asked. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40})
    void noWindowOfThreeGatewaysHoldsMoreThanTheLimit(int limit) throws Exception {
        redisIsThere();
        var slotMillis = 20;
        var widthMillis = (long) Window.SECONDS * slotMillis;
        var seed = new Random().nextLong();
        var until = System.nanoTime() + 2 * Duration.ofMillis(widthMillis).toNanos();
        try (var client = redis.client()) {
            var log = AtOnce.run(6, n -> {
                        var pauses = new Random(seed + n);
                        var admitted = new ArrayList<Long>();
                        try (var connection =
                                client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))) {
                            var window = new RedisWindow(connection.async());
                            while (System.nanoTime() < until) {
                                window.takeAt(person, limit, slotMillis)
                                        .blockOptional()
                                        .ifPresent(admitted::add);
                                pause(pauses, slotMillis);
                            }
                        }
                        return admitted;
                    })
                    .stream()
                    .flatMap(List::stream)
                    .sorted()
                    .toList();

            assertThat(log).as("seed %d", seed).hasSizeGreaterThan(limit);
            for (var i = limit; i < log.size(); i++) {
                assertThat(log.get(i) - log.get(i - limit)).as("seed %d", seed).isGreaterThanOrEqualTo(widthMillis);
            }
        }
    }

    /** Bursts, trickles, and silences as long as a slot or several. */
    private static void pause(Random random, int slotMillis) {
        if (random.nextInt(20) == 0) {
            LockSupport.parkNanos(
                    Duration.ofMillis(random.nextInt(4 * slotMillis)).toNanos());
        }
    }

    @Test
    void whileRedisIsAwaySignInIsClosedAndTheRestGoesOnWithEachGatewaysOwnCounts() {
        redisIsThere();
        assertThat(call(0, person)).isEqualTo(Outcome.ADMITTED);
        redis.stop();
        await().until(() -> gateways.stream().noneMatch(gateway -> gateway.counts.isReachable()));

        var closed = gateways.getFirst()
                .limiter
                .address(Scope.SIGN_IN, "192.0.2.7", "sign-in")
                .block();
        assertThat(closed.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(IntStream.range(0, 600).filter(_ -> call(0, person) == Outcome.ADMITTED))
                .hasSize(499);
        assertThat(IntStream.range(0, 600).filter(_ -> call(1, person) == Outcome.ADMITTED))
                .hasSize(500);
        assertThat(gateways.getFirst()
                        .meters
                        .get("aman.limit.decided.alone")
                        .tag("route", "payments")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(499);

        redisIsThereAgain();
        assertThat(gateways.getFirst()
                        .limiter
                        .address(Scope.SIGN_IN, "192.0.2.7", "sign-in")
                        .block()
                        .outcome())
                .isEqualTo(Outcome.ADMITTED);
    }

    private void redisIsThereAgain() {
        redis.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            call(0, "usr_somebody_else"); // the breaker closes by being asked
            return gateways.getFirst().counts.isReachable();
        });
    }

    @Test
    void aGatewayStartsWithoutRedisAndFindsItLater() {
        assertThat(call(0, person)).isEqualTo(Outcome.ADMITTED);
        assertThat(gateways.getFirst().counts.isReachable()).isFalse();

        redisIsThereAgain();
        assertThat(call(0, person)).isEqualTo(Outcome.ADMITTED);
    }
}
