package io.aman.gateway.limit;

import io.aman.platform.Secret;
import io.aman.platform.security.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Limiters for tests, also of other packages. */
public final class LimiterFixture {

    static final Limits GENEROUS = new Limits(100_000, 1_000_000, 10_000, 0, 0);

    private LimiterFixture() {}

    /** A limiter that hardly limits anybody. */
    public static Limiter generous() {
        return limiter(GENEROUS, GENEROUS, Clock.systemUTC());
    }

    /** @param address for every purpose */
    public static Limiter limiter(Limits person, Limits address, Clock clock) {
        return limiter(properties(person, address), clock, null, new SimpleMeterRegistry());
    }

    static Limiter limiter(
            LimitProperties properties, Clock clock, @Nullable SharedCounts shared, MeterRegistry meters) {
        return new Limiter(properties, ticks(clock), shared, new LimitMeters(meters));
    }

    static LimitProperties properties(Limits person, Limits address) {
        return new LimitProperties(person, address, address, address, 200_000, null);
    }

    static LimitProperties shared(LimitProperties own, String uri, Duration timeout, String... closedRoutes) {
        var redis = new LimitProperties.Redis(Secret.of(uri), timeout, Duration.ofMillis(20), Set.of(closedRoutes));
        return new LimitProperties(own.person(), own.address(), own.signIn(), own.webhook(), own.maxCallers(), redis);
    }

    public static Ticks ticks(Clock clock) {
        return () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }
}
