package io.aman.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.RevocationEvent.Permissions;
import io.aman.events.RevocationEvent.Session;
import io.aman.events.RevocationEvent.User;
import io.aman.gateway.activity.ActivityFixture;
import io.aman.testing.MutableClock;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RevocationMemoryTest {

    private static final int REVOKED = 1_000_000;
    private static final int USERS = 100_000;
    private static final long MEGABYTE = 1 << 20;

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Random random = new Random(7);

    @Test
    void aMillionRevocationsAndAHundredThousandUsersLeaveRoomInFourHundredMegabytes() {
        var before = heap();
        var revocations = new Revocations(clock, RevocationsFixture.BOUNDS);
        for (var i = 0; i < REVOKED; i++) {
            // each record of the topic brings strings and times of its own
            revocations.apply(new Session(id("ses_"), clock.instant().plusMillis(400_000 + i)));
        }
        var bySession = heap() - before;
        var activity = new ActivityFixture(clock, USERS);
        for (var i = 0; i < USERS; i++) {
            var forgetAfter = clock.instant().plusMillis(400_000 + i);
            revocations.apply(new User(id("usr_"), i, id("ses_"), forgetAfter));
            revocations.apply(new Permissions(id("usr_"), i, forgetAfter));
            activity.book().admit(id("ses_"), "192.0.2." + i % 256);
        }
        var all = heap() - before;

        assertThat(bySession / REVOKED).as("bytes a revoked session").isLessThan(180);
        assertThat(all / MEGABYTE).as("MB in all").isLessThan(300);
        assertThat(revocations.sessions() + revocations.users()).isEqualTo(REVOKED + USERS);
        assertThat(activity.taken()).hasSize(USERS);
    }

    private String id(String prefix) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
