package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LocalLoginLimitTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");

    record Try(String account, String address, Instant at) {}

    @Property(tries = 500)
    void noWindowEverHoldsMoreThanTheLimitAndNothingLessIsRefused(
            @ForAll @Size(max = 120) List<@IntRange(max = 23) Integer> steps) {
        var limit = new LocalLoginLimit(clock, 1000);
        var log = new ArrayList<Try>();
        for (var step : steps) {
            clock.advance(Duration.ofSeconds(step * 2L));
            var attempt = new Try("account" + step % 3, "address" + step % 2, clock.instant());
            var since = attempt.at().minus(LocalLoginLimit.WINDOW);
            var recent = log.stream().filter(one -> one.at().isAfter(since)).toList();
            var expected = recent.stream()
                                    .filter(one -> one.account().equals(attempt.account()))
                                    .count()
                            < LocalLoginLimit.PER_ACCOUNT
                    && recent.stream()
                                    .filter(one -> one.address().equals(attempt.address()))
                                    .count()
                            < LocalLoginLimit.PER_ADDRESS;
            assertThat(limit.reserve(attempt.account(), attempt.address())).isEqualTo(expected);
            if (expected) {
                log.add(attempt);
            }
        }
    }

    @Test
    void whoGuessesElsewhereDoesNotLockOutAKnownDeviceWhichHasNoMoreThanOthers() {
        var limit = new LocalLoginLimit(clock, 1000);
        for (var i = 0; i < 9; i++) {
            limit.reserve("account", "elsewhere");
        }
        for (var i = 0; i < LocalLoginLimit.PER_ACCOUNT; i++) {
            assertThat(limit.reserve("account", "home", "device")).isTrue();
        }
        assertThat(limit.reserve("account", "home", "device")).isFalse();
    }

    @Test
    void parallelGuessesAreCountedBeforeAnyIsAllowed() throws Exception {
        var limit = new LocalLoginLimit(clock, 1000);
        var allowed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 200; i++) {
                var address = "address" + i;
                threads.execute(() -> {
                    if (limit.reserve("account", address)) {
                        allowed.incrementAndGet();
                    }
                });
            }
        }
        assertThat(allowed).hasValue(LocalLoginLimit.PER_ACCOUNT);
    }

    @Test
    void theOwnersSuccessClearsTheAccountButNotTheAddress() {
        var limit = new LocalLoginLimit(clock, 1000);
        for (var i = 0; i < LocalLoginLimit.PER_ADDRESS; i++) {
            assertThat(limit.reserve("account", "address")).isTrue();
            limit.succeeded("account");
        }
        assertThat(limit.reserve("account", "address")).isFalse();
        assertThat(limit.reserve("account", "elsewhere")).isTrue();
    }

    @Test
    void aFullMemoryRefusesInsteadOfForgetting() {
        var limit = new LocalLoginLimit(clock, 4);
        assertThat(limit.reserve("victim", "a1")).isTrue();
        assertThat(limit.reserve("second", "a2")).isTrue();
        assertThat(limit.reserve("third", "a3")).isFalse();
        assertThat(limit.reserve("victim", "a1")).isTrue();
        assertThat(limit.reserve("victim", "a2")).isTrue();
        assertThat(limit.reserve("victim", "a2")).isFalse();

        clock.advance(LocalLoginLimit.WINDOW);
        assertThat(limit.reserve("third", "a3")).isTrue();
    }
}
