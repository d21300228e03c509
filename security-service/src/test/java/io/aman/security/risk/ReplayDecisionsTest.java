package io.aman.security.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.detector.Kind;
import io.aman.security.detector.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayDecisionsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-25T10:00:00Z");
    private static final int DECIDED = ReplayDecisions.MOST + 7;
    private static final Instant END = BEGIN.plusSeconds(DECIDED);

    private final List<Assessment> decided =
            IntStream.range(0, DECIDED).mapToObj(ReplayDecisionsTest::decided).toList();
    private final ReplayDecisions replay = new ReplayDecisions((from, to, most) -> decided.stream()
            .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
            .limit(most)
            .toList());

    @Test
    void tooManyDecisionsAreTakenUpWhereTheReportEndsAndEachIsWeighedOnce() {
        var first = replay.by(Weights.delivered(), BEGIN, END);
        assertThat(first.weighed()).isEqualTo(ReplayDecisions.MOST);
        assertThat(first.isMore()).isTrue();
        assertThat(first.differing()).isZero();
        assertThat(first.before()).isEqualTo(first.after()).containsOnlyKeys(Decision.NOTIFY);
        assertThat(first.noticedBefore()).isEqualTo(first.noticedAfter()).containsOnlyKeys(Kind.TOR);

        var rest = replay.by(Weights.delivered(), first.until(), END);
        assertThat(rest.weighed()).isEqualTo(7);
        assertThat(rest.until()).isEqualTo(END);
        assertThat(rest.isMore()).isFalse();
    }

    @Test
    void theFirstThatWouldBeDecidedOtherwiseAreShownWithBothScores() {
        var gentle = new Weights("gentle", Map.of(Kind.TOR, .1), 30, 60, 85);

        var report = replay.by(gentle, BEGIN, BEGIN.plusSeconds(300));

        assertThat(report.differing()).isEqualTo(300);
        assertThat(report.shown()).hasSize(100).first().satisfies(one -> {
            assertThat(one.what().id()).isEqualTo("asm_0");
            assertThat(one.before().decision()).isEqualTo(Decision.NOTIFY);
            assertThat(one.after().decision()).isEqualTo(Decision.ALLOW);
            assertThat(one.after().weightsVersion()).isEqualTo("gentle");
        });
    }

    private static Assessment decided(int number) {
        var signals = List.of(new Signal(Kind.TOR, "a Tor exit", 1, true));
        var score = RiskScore.of(signals, Weights.delivered());
        return new Assessment(
                "asm_" + number, "LOGIN", "usr_1", "203.0.113.7", BEGIN.plusSeconds(number), signals, score, null);
    }
}
