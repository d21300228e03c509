package io.aman.security.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.detector.Kind;
import io.aman.security.detector.Signal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RiskScoreTest {

    @Test
    void nothingNoticedIsNoRisk() {
        var score = score();
        assertThat(score.value()).isZero();
        assertThat(score.decision()).isEqualTo(Decision.ALLOW);
        assertThat(score.weightsVersion()).isEqualTo("delivered-4");
    }

    @Test
    void signalsAddUpWithoutEverPassingAHundred() {
        var score = score(Kind.NEW_DEVICE, Kind.NEW_COUNTRY);
        assertThat(score.value()).isEqualTo(36); // 100 * (1 - .8 * .8)
        assertThat(score.decision()).isEqualTo(Decision.NOTIFY);
        assertThat(score(Kind.values()).value()).isEqualTo(100);
    }

    @Test
    void travelAloneEndsNoSession() {
        assertThat(score(Kind.IMPOSSIBLE_TRAVEL).decision()).isEqualTo(Decision.NOTIFY);
        assertThat(score(Kind.IMPOSSIBLE_TRAVEL, Kind.CONCURRENT_COUNTRIES).value())
                .isEqualTo(45);
        assertThat(score(Kind.IMPOSSIBLE_TRAVEL, Kind.NEW_COUNTRY, Kind.NEW_DEVICE)
                        .decision())
                .isEqualTo(Decision.STEP_UP);
    }

    @Test
    void rightPairsFromADataCentreNeedAStepUpAndAListedOneIsDenied() {
        assertThat(score(Kind.STUFFING, Kind.ANONYMISER).value()).isEqualTo(70);
        assertThat(score(Kind.STUFFING, Kind.ANONYMISER, Kind.NEW_DEVICE).decision())
                .isEqualTo(Decision.STEP_UP);
        assertThat(score(Kind.STUFFING, Kind.ANONYMISER, Kind.LISTED_ADDRESS).decision())
                .isEqualTo(Decision.DENY);
    }

    @Test
    void whatTellsTheSameCountsOnceAndWhatIsWatchedNotAtAll() {
        assertThat(score(Kind.SPRAYING, Kind.STUFFING).value()).isEqualTo(60);
        assertThat(score(Kind.TOR, Kind.ANONYMISER).value()).isEqualTo(40);

        var watched = List.of(new Signal(Kind.TOR, "", 1, false), new Signal(Kind.NEW_DEVICE, "", 0.5, true));
        var score = RiskScore.of(watched, Weights.delivered());
        assertThat(score.value()).isEqualTo(10);
        assertThat(score.kinds()).containsExactly("new-device");
    }

    @Test
    void theGravestReasonComesFirst() {
        assertThat(score(Kind.DORMANCY, Kind.LISTED_ADDRESS, Kind.NEW_COUNTRY).kinds())
                .containsExactly("listed-address", "new-country", "dormancy");
    }

    private static RiskScore score(Kind... kinds) {
        return RiskScore.of(
                Stream.of(kinds).map(kind -> new Signal(kind, "", 1, true)).toList(), Weights.delivered());
    }
}
