package io.aman.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweptWorkersTest {

    private static final Duration NOT_IN_THIS_TEST = Duration.ofHours(1);

    private final AtomicInteger sweeps = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SweptWorkers workers = new SweptWorkers("test", 2, NOT_IN_THIS_TEST, sweeps::incrementAndGet);

    @AfterEach
    void stop() {
        closed.countDown();
        workers.stop();
    }

    private void untilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatACrashLeftBehindIsSweptAtTheStartAndNotAnIntervalLater() {
        workers.start();
        await().atMost(Duration.ofSeconds(5)).until(() -> sweeps.get() == 1);
    }

    @Test
    void moreThanMayWaitIsLeftToALaterSweepAndTakenOnceThereIsRoom() {
        workers.start();
        var accepted = 0;
        while (accepted < 100_000 && workers.execute(this::untilClosed)) {
            accepted++;
        }
        assertThat(accepted).isEqualTo(1_002);
        closed.countDown();
        await().atMost(Duration.ofSeconds(5)).until(() -> workers.execute(() -> {}));
    }

    @Test
    void nothingIsTakenWhileStopped() {
        assertThat(workers.execute(() -> {})).isFalse();
    }
}
