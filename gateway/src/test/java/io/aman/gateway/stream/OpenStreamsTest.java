package io.aman.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.RevocationEvent;
import io.aman.gateway.revocation.RevocationsFixture;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final RevocationsFixture revocations = new RevocationsFixture(clock);
    private final AtomicInteger ended = new AtomicInteger();
    private final OpenStreams streams = new OpenStreams(
            revocations.revocations(), new StreamProperties(Duration.ofSeconds(1), Duration.ofMinutes(15)), clock);

    @BeforeEach
    void begin() {
        streams.start();
        revocations.caughtUp();
        revocations.heartbeat();
    }

    @AfterEach
    void end() {
        streams.stop();
    }

    @Test
    void aStreamOutlivesItsTokenWhileRevocationsAreHeardOf() {
        open("usr_1", "ses_1");
        for (var minute = 0; minute < 14; minute++) {
            pass(Duration.ofMinutes(1));
        }
        assertThat(ended).hasValue(0);
    }

    @Test
    void afterItsLongestTimeItComesAgain() {
        open("usr_1", "ses_1");
        for (var minute = 0; minute < 15; minute++) {
            pass(Duration.ofMinutes(1));
        }
        assertThat(ended).hasValue(1);
    }

    @Test
    void whileNothingIsHeardItEndsWithItsToken() {
        open("usr_1", "ses_1");
        clock.advance(Duration.ofMinutes(5));
        streams.check();
        assertThat(ended).hasValue(0);

        clock.advance(Duration.ofMillis(1));
        streams.check();
        assertThat(ended).hasValue(1);
    }

    @Test
    void allOfASessionEndAndNoOthers() {
        open("usr_1", "ses_1");
        open("usr_1", "ses_1");
        open("usr_1", "ses_2");
        revocations.hear(new RevocationEvent.Session("ses_1", clock.instant().plusSeconds(60)));
        streams.check();

        assertThat(ended).hasValue(2);
    }

    @Test
    void allOfAPersonEndAndNoOthers() {
        open("usr_1", "ses_1");
        open("usr_1", "ses_2");
        open("usr_2", "ses_3");
        revocations.hear(
                new RevocationEvent.User("usr_1", 1, null, clock.instant().plusSeconds(60)));
        streams.check();

        assertThat(ended).hasValue(2);
    }

    @Test
    void whoMayDoOtherThingsByNowComesAgain() {
        open("usr_1", "ses_1");
        revocations.hear(
                new RevocationEvent.Permissions("usr_1", 1, clock.instant().plusSeconds(60)));
        streams.check();

        assertThat(ended).hasValue(1);
    }

    @Test
    void aRevocationThatCameFirstIsNotMissed() {
        revocations.hear(new RevocationEvent.Session("ses_1", clock.instant().plusSeconds(60)));
        open("usr_1", "ses_1");
        streams.check();

        assertThat(ended).hasValue(1);
    }

    @Test
    void oneThatIsClosedIsForgotten() {
        var stream = streams.opened(revocations.token("usr_1", "ses_1"));
        assertThat(streams.size()).isEqualTo(1);
        streams.closed(stream);

        assertThat(streams.size()).isZero();
    }

    @Test
    void aGatewayThatStopsEndsThemAllAndBeginsNone() {
        open("usr_1", "ses_1");
        streams.stop();
        assertThat(ended).hasValue(1);

        open("usr_2", "ses_2");
        assertThat(ended).hasValue(2);
    }

    private void open(String userId, String sessionId) {
        var _ = streams.opened(revocations.token(userId, sessionId))
                .ended()
                .subscribe(null, null, ended::incrementAndGet);
    }

    private void pass(Duration time) {
        clock.advance(time);
        revocations.heartbeat();
        streams.check();
    }
}
