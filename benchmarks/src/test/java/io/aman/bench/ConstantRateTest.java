package io.aman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConstantRateTest {

    @Test
    void callsAsOftenAsRateAndDurationSay() {
        var result = new ConstantRate(1_000, 4).run(Duration.ofMillis(200), number -> number % 10 != 0);

        assertThat(result.latencies().getTotalCount()).isEqualTo(200);
        assertThat(result.refused()).isEqualTo(20);
    }

    @Test
    void aStallCountsForEveryCallThatHadToWaitBehindIt() {
        var first = new AtomicBoolean(true);
        var never = new CountDownLatch(1);

        var result = new ConstantRate(1_000, 1).run(Duration.ofMillis(200), _ -> {
            if (first.getAndSet(false)) {
                await(never, 150);
            }
            return true;
        });

        // Due at 1, 2, 3 ... ms but sent after 150 ms: only their own time would be next to nothing.
        assertThat(result.percentile(75)).isGreaterThan(50);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            assertThat(latch.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
