package io.aman.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.health.PartCheck.Reading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PartsTest {

    private static final Duration LIMIT = Duration.ofMillis(200);

    private static PartCheck check(String name, boolean essential, Callable<Reading> look) {
        return new PartCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isEssential() {
                return essential;
            }

            @Override
            public Reading look() throws Exception {
                return look.call();
            }
        };
    }

    private static PartsReport report(PartCheck... checks) {
        return new Parts(List.of(checks), LIMIT).look();
    }

    @Test
    void allIsWellWhileEachPartIs() {
        assertThat(report(check("a", true, Reading::up), check("b", false, Reading::up))
                        .status())
                .isEqualTo(Standing.UP);
        assertThat(report().status()).isEqualTo(Standing.UP);
    }

    @Test
    void onlySomethingEssentialTakesItDown() {
        assertThat(report(check("a", false, () -> Reading.down("away"))).status())
                .isEqualTo(Standing.DEGRADED);
        assertThat(report(check("a", true, () -> Reading.degraded("slow"))).status())
                .isEqualTo(Standing.DEGRADED);
        assertThat(report(check("a", true, () -> Reading.down("away"))).status())
                .isEqualTo(Standing.DOWN);
    }

    @Test
    @Timeout(10)
    void oneThatHangsIsDownAndInterruptedAndHoldsUpNoOther() throws Exception {
        var interrupted = new CountDownLatch(1);
        var never = new CountDownLatch(1);

        var report = report(
                check("hangs", true, () -> {
                    try {
                        never.await();
                        return Reading.up();
                    } finally {
                        interrupted.countDown();
                    }
                }),
                check("well", false, Reading::up));

        assertThat(report.status()).isEqualTo(Standing.DOWN);
        assertThat(report.parts().get("hangs").reason()).isEqualTo("no answer in time");
        assertThat(report.parts().get("well").status()).isEqualTo(Standing.UP);
        interrupted.await();
    }

    @Test
    @Timeout(10)
    void theyAreAskedAtTheSameTime() {
        var together = new CyclicBarrier(2);
        Callable<Reading> meets = () -> {
            together.await();
            return Reading.up();
        };

        assertThat(report(check("a", false, meets), check("b", false, meets)).status())
                .isEqualTo(Standing.UP);
    }

    @Test
    void whatACheckThrowsIsNotTold() {
        var report = report(check("a", false, () -> {
            throw new IllegalStateException("mongodb://user:password@10.0.0.1");
        }));

        assertThat(report.parts().get("a").status()).isEqualTo(Standing.DOWN);
        assertThat(report.toString()).doesNotContain("password", "10.0.0.1");
    }

    @Test
    void severalTogetherAreWhatAllAreOrElseDegraded() {
        assertThat(Standing.together(List.of())).isEqualTo(Standing.UNKNOWN);
        assertThat(Standing.together(List.of(Standing.DOWN, Standing.DOWN))).isEqualTo(Standing.DOWN);
        assertThat(Standing.together(List.of(Standing.DOWN, Standing.UP))).isEqualTo(Standing.DEGRADED);
    }
}
