package io.aman.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.Limits;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LimiterCostTest {

    private static final int USERS = 100_000;

    private final Random random = new Random(7);

    /** With a million revocations and everybody's activity, which take less than 300 MB, that is within 400 MB. */
    @Test
    void aHundredThousandPeopleTakeLessThanEightyMegabytes() {
        var claimed = new Limits(50, 1_200, 50, 10_000, 200_000);
        var before = heap();
        var limiter = LimiterFixture.limiter(LimiterFixture.GENEROUS, LimiterFixture.GENEROUS, Clock.systemUTC());
        for (var i = 0; i < USERS; i++) {
            limiter.person(id(), claimed, "payments").block().leave();
        }
        var bytes = (heap() - before) / USERS;

        assertThat(limiter.callers()).isEqualTo(USERS);
        assertThat(bytes).isLessThan(800);
    }

    private String id() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return "usr_" + HexFormat.of().formatHex(bytes);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
