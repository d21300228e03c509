package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SweepLeaseTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final MongoSweepLease lease =
            new MongoSweepLease(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("lease")));

    @Test
    void ofManyInstancesOneSweeps() throws Exception {
        for (var round = 0; round < 3; round++) {
            var now = NOW.plus(Duration.ofHours(round));
            assertThat(AtOnce.run(8, _ -> lease.take(now, Duration.ofHours(1)))).containsOnlyOnce(true);
            assertThat(lease.take(now.plusSeconds(3599), Duration.ofHours(1))).isFalse();
        }
    }
}
