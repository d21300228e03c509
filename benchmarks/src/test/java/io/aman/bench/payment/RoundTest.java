package io.aman.bench.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void everyCallHasANumberOfItsOwnAndIsCounted() {
        Set<Long> numbers = ConcurrentHashMap.newKeySet();

        var round = Round.of(4, SHORT, numbers::add, () -> {});

        assertThat(round.calls()).isEqualTo(numbers.size()).isPositive();
    }

    @Test
    void whatCallsLeaveToBeDoneCounts() {
        var never = new CountDownLatch(1);

        var round = Round.of(1, SHORT, _ -> {}, () -> {
            try {
                assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(round.nanos()).isGreaterThan(Duration.ofMillis(140).toNanos());
    }

    @Test
    void aCallThatFailsIsNoMeasurement() {
        assertThatThrownBy(() -> Round.of(
                        2,
                        SHORT,
                        _ -> {
                            throw new IllegalStateException("503 in place of 201");
                        },
                        () -> {}))
                .hasMessageContaining("503");
    }

    @Test
    void turnsAddUp() {
        assertThat(new Round(10, 1_000_000_000)
                        .plus(new Round(30, 1_000_000_000))
                        .perSecond())
                .isEqualTo(20);
    }
}
