package io.aman.session.mfa.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MongoSendingLimitsTest {

    private static final Instant LATE = Instant.parse("2026-11-25T23:59:59Z");

    private final MongoSendingLimits limits =
            new MongoSendingLimits(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("sendings")));

    @Test
    void ofFiftyAtOnceNoMoreThanTheLimitAreSent() throws Exception {
        var sent = AtOnce.run(50, _ -> limits.reserve("number", 7, LATE));

        assertThat(sent).filteredOn(done -> done).hasSize(7);
    }

    @Test
    void anotherDayAndAnotherNumberAreCountedByThemselves() {
        assertThat(limits.reserve("number", 1, LATE)).isTrue();
        assertThat(limits.reserve("number", 1, LATE)).isFalse();
        assertThat(limits.reserve("other", 1, LATE)).isTrue();
        assertThat(limits.reserve("number", 1, LATE.plusSeconds(1))).isTrue();
    }

    @Test
    void countersOfPastDaysAreRemoved() {
        limits.reserve("number", 1, LATE);

        assertThat(limits.removeOver(LATE.plus(Duration.ofDays(1)))).isZero();
        assertThat(limits.removeOver(LATE.plus(Duration.ofDays(3)))).isEqualTo(1);
    }
}
