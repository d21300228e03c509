package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CleanUpTest {

    private final Stored stored = new Stored();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<ExpiredRecords> kinds = List.of(this::removed, _ -> 3);
    private final CleanUp cleanUp = new CleanUp(kinds, stored.people, stored.clock, Duration.ofMillis(1));

    private long removed(Instant now) {
        assertThat(now).isEqualTo(stored.now());
        if (asked.getAndIncrement() == 0) {
            throw new IllegalStateException("the database is away");
        }
        return 2;
    }

    @AfterEach
    void stop() {
        if (cleanUp.isRunning()) {
            cleanUp.stop();
        }
    }

    @Test
    void itIsDoneTimeAndAgainAlsoAfterItFailed() {
        cleanUp.start();
        await().until(() -> asked.get() > 2);
    }

    @Test
    void whoHasItDoneIsToldOfWithHowManyAreGone() {
        asked.set(1);
        var administrator = stored.started("usr_admin");
        assertThat(cleanUp.by(stored.caller(administrator))).isEqualTo(5);
        assertThat(stored.told(MongoPeople.COLLECTION, "usr_admin")).containsExactly("records.removed.v1");
    }
}
