package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.session.session.Session.Status;
import io.aman.session.session.Session.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final Origin ORIGIN = new Origin("203.0.113.7", "a browser");

    private static final Person PERSON = Person.fresh("usr_1");

    private final Session fresh = Session.start(PERSON, ORIGIN, Proof.password(START));

    @Test
    void theCurrentTokenIsReplaced() {
        assertThat(fresh.judge(0, PERSON, Policies.PRODUCT, START)).isEqualTo(Verdict.ROTATE);
    }

    @Test
    void theOneBeforeIsRepeatedForTenSecondsAndIsThenACopy() {
        var rotated = fresh.rotated(START.plusSeconds(60));
        assertThat(rotated.judge(0, PERSON, Policies.PRODUCT, START.plusSeconds(69)))
                .isEqualTo(Verdict.REPEAT);
        assertThat(rotated.judge(0, PERSON, Policies.PRODUCT, START.plusSeconds(70)))
                .isEqualTo(Verdict.REUSE);
    }

    @Test
    void anyOtherGenuineTokenIsACopy() {
        var rotated = fresh.rotated(START).rotated(START).rotated(START);
        assertThat(rotated.judge(1, PERSON, Policies.PRODUCT, START)).isEqualTo(Verdict.REUSE);
        assertThat(rotated.judge(0, PERSON, Policies.PRODUCT, START)).isEqualTo(Verdict.REUSE);
        assertThat(rotated.judge(4, PERSON, Policies.PRODUCT, START)).isEqualTo(Verdict.REUSE);
    }

    @Test
    void noRefreshMovesTheEnd() {
        var end = START.plus(Session.LIFETIME);
        var rotated = fresh.rotated(end.minusSeconds(1));
        assertThat(rotated.expiresAt()).isEqualTo(end);
        assertThat(rotated.judge(1, PERSON, Policies.PRODUCT, end.minusMillis(1)))
                .isEqualTo(Verdict.ROTATE);
        assertThat(rotated.judge(1, PERSON, Policies.PRODUCT, end)).isEqualTo(Verdict.EXPIRED);
        assertThat(rotated.judge(0, PERSON, Policies.PRODUCT, end)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void anEndedSessionStaysEnded() {
        var ended = new Session(
                fresh.id(),
                "usr_1",
                Status.ENDED,
                0,
                null,
                0,
                START,
                fresh.expiresAt(),
                START,
                ORIGIN,
                Clients.NOTHING,
                fresh.proof());
        assertThat(ended.judge(0, PERSON, Policies.PRODUCT, START)).isEqualTo(Verdict.ENDED);
        assertThat(ended.judge(0, PERSON, Policies.PRODUCT, START.plus(Duration.ofDays(2))))
                .isEqualTo(Verdict.ENDED);
    }

    @Test
    void anEndOfAllSessionsCoversOlderOnesButTheSparedOne() {
        assertThat(fresh.judge(0, new Person("usr_1", 1, null, 0), Policies.PRODUCT, START))
                .isEqualTo(Verdict.ENDED);
        assertThat(fresh.judge(0, new Person("usr_1", 1, fresh.id(), 0), Policies.PRODUCT, START))
                .isEqualTo(Verdict.ROTATE);
        var later = Session.start(new Person("usr_1", 1, null, 0), ORIGIN, Proof.password(START));
        assertThat(later.judge(0, new Person("usr_1", 1, fresh.id(), 0), Policies.PRODUCT, START))
                .isEqualTo(Verdict.ROTATE);
        assertThat(fresh.judge(0, new Person("usr_1", 2, later.id(), 0), Policies.PRODUCT, START))
                .isEqualTo(Verdict.ENDED);
    }

    @Test
    void whatAClientSaysOfItselfIsCut() {
        assertThat(new Origin("1".repeat(9000), "x".repeat(8000)))
                .isEqualTo(new Origin("1".repeat(45), "x".repeat(512)));
    }
}
