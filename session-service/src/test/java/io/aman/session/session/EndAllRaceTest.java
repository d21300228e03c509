package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.session.session.SessionRefresh.Outcome;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndAllRaceTest {

    private final Stored stored = new Stored();
    private final SessionRefresh refresh = new SessionRefresh(stored.sessions, stored.policy);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.close();
    }

    private Outcome refresh(Session session, long presented) {
        var now = stored.now();
        var read = stored.read(session.id());
        return refresh.refresh(read, stored.people.of(session.userId()), presented, now);
    }

    /** What a gateway knows of it from then on. */
    private boolean isDead(Session granted) {
        return stored.people.of(granted.userId()).covers(granted);
    }

    @Test
    void aThousandRefreshesThatRaceTheEndOfAllLeaveNothingAlive() throws Exception {
        var wonByRefresh = 0;
        for (var round = 0; round < 1000; round++) {
            var session = stored.started("usr_" + round);
            var racing = threads.submit(() -> refresh(session, 0));
            stored.people.endAll(session.userId(), EndReason.TERMINATED, Stored.BY);
            if (racing.get() instanceof Outcome.Granted granted) {
                wonByRefresh++;
                assertThat(isDead(granted.session())).isTrue();
            }
            assertThat(stored.isLive(session)).isFalse();
            assertThat(refresh(session, 0)).isEqualTo(new Outcome.Revoked());
            assertThat(refresh(session, 1)).isEqualTo(new Outcome.Revoked());
        }
        assertThat(wonByRefresh).as("rounds in which both ran").isLessThan(1000);
    }
}
