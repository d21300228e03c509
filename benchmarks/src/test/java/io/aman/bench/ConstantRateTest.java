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

        assertThat(result.sent()).isEqualTo(200);
        assertThat(result.succeeded()).isEqualTo(180);
        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAfterTwiceTheTime() {
        var never = new CountDownLatch(1);

        var result = new ConstantRate(100, 2).run(Duration.ofMillis(200), _ -> {
            try {
                never.await();
                return true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        });

        assertThat(result.due()).isEqualTo(20);
        assertThat(result.sent()).isEqualTo(2);
        assertThat(result.succeeded()).isZero();
        assertThat(result.percentile(0)).isGreaterThan(350);
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
