package io.aman.security.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Mode;
import io.aman.security.detector.Purchase;
import io.aman.security.detector.Settings;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Spending.Move;
import io.aman.security.detector.Spending.Outcome;
import io.aman.security.spending.HeardMove;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayPaymentsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final String HOME = "203.0.113.7";

    private final List<Assessment> asked = new ArrayList<>();
    private final List<HeardMove> heard = new ArrayList<>();

    @Test
    void whatIsSetAsItIsDiffersInNothing() {
        declines("usr_1", 10);
        ask("usr_1", "pay_next", 1, List.of());

        var report = replay(Map.of(Kind.CARD_TESTING, Detection.usual(Kind.CARD_TESTING)), Duration.ofHours(2));

        assertThat(report.weighed()).isEqualTo(11);
        assertThat(report.differing()).isZero();
        assertThat(report.before()).isEqualTo(report.after()).containsEntry(Decision.STEP_UP, 1L);
        assertThat(report.noticedBefore())
                .as("the tenth decline, and the question after it")
                .containsEntry(Kind.CARD_TESTING, 2L)
                .isEqualTo(report.noticedAfter());
    }

    @Test
    void otherThresholdsSayWhichDecisionsTheyChange() {
        declines("usr_1", 4);
        ask("usr_1", "pay_next", 1, List.of());

        var report =
                replay(Map.of(Kind.CARD_TESTING, new Settings(Mode.ACT, Map.of("declines", 4L))), Duration.ofHours(2));

        assertThat(report.differing()).isEqualTo(1);
        assertThat(report.shown()).singleElement().satisfies(differing -> {
            assertThat(differing.what().purchase())
                    .extracting(Purchase::paymentId)
                    .isEqualTo("pay_next");
            assertThat(differing.before().decision()).isEqualTo(Decision.ALLOW);
            assertThat(differing.after().decision()).isEqualTo(Decision.STEP_UP);
        });
    }

    @Test
    void whatWasNoticedOfThePlaceStaysAndWhatWasNoticedOfThePaymentIsLookedAtAnew() {
        ask(
                "usr_1",
                "pay_1",
                1,
                List.of(new Signal(Kind.TOR, "a Tor exit", 1, true), new Signal(Kind.CARD_TESTING, "stale", 1, true)));

        var report = replay(Map.of(), Duration.ZERO);

        assertThat(report.before()).containsExactly(Map.entry(Decision.NOTIFY, 1L));
        assertThat(report.noticedBefore()).isEmpty();
    }

    @Test
    void manyAccountsAtOneAddressAreOneAddressHereToo() {
        for (int i = 0; i < 20; i++) {
            ask("usr_" + i, "pay_" + i, 100 - i, List.of());
            heard.add(declined("usr_" + i, "pay_" + i, 100 - i));
        }
        ask("usr_next", "pay_next", 1, List.of());

        var report = replay(Map.of(Kind.SHARED_CARD_TESTING, new Settings(Mode.WATCH, Map.of())), Duration.ofHours(2));

        assertThat(report.shown()).singleElement().satisfies(differing -> {
            assertThat(differing.what().userId()).isEqualTo("usr_next");
            assertThat(differing.before().decision()).isEqualTo(Decision.STEP_UP);
            assertThat(differing.after().decision()).isEqualTo(Decision.ALLOW);
        });
    }

    @Test
    void whatWasBeforeTeachesAndIsNotWeighed() {
        heard.add(new HeardMove("usr_1", move("pay_0", Outcome.TAKEN, 4 * 3_600)));
        ask("usr_1", "pay_1", 1, List.of());

        assertThat(replay(Map.of(), Duration.ofHours(12)).noticedAfter()).containsEntry(Kind.NEW_PAYMENT_METHOD, 1L);
        assertThat(replay(Map.of(), Duration.ofHours(12)).weighed()).isEqualTo(1);
        assertThat(replay(Map.of(), Duration.ZERO).noticedAfter()).isEmpty();
    }

    @Test
    void aLogThatIsTooLongIsTakenUpWhereTheReportEnds() {
        for (int i = 0; i < 10; i++) {
            ask("usr_1", "pay_" + i, 100 - i, List.of());
        }
        EventLog<HeardMove> stopping = (from, to, _) -> {
            var until = from.plusSeconds(3);
            return until.isBefore(to)
                    ? new EventLog.Extract<HeardMove>(List.of(), until, true)
                    : new EventLog.Extract<HeardMove>(List.of(), to, false);
        };
        var replay = replaying(stopping);
        var weighed = 0L;
        var from = NOW.minusSeconds(110);
        for (var isMore = true; isMore; ) {
            var report = replay.by(Map.of(), from, NOW, Duration.ZERO);
            weighed += report.weighed();
            from = report.until();
            isMore = report.isMore();
        }

        assertThat(weighed).isEqualTo(10);
        assertThat(from).isEqualTo(NOW);
    }

    private void declines(String userId, int count) {
        for (int i = 0; i < count; i++) {
            ask(userId, "pay_d" + i, 100 - i, List.of());
            heard.add(declined(userId, "pay_d" + i, 100 - i));
        }
    }

    private static HeardMove declined(String userId, String payment, long secondsAgo) {
        return new HeardMove(userId, move(payment, Outcome.DECLINED, secondsAgo));
    }

    private static Move move(String payment, Outcome outcome, long secondsAgo) {
        var at = NOW.minusSeconds(secondsAgo).plusMillis(500);
        return new Move("evt_" + payment, payment, outcome, new Money(100, "USD"), "knet", at);
    }

    private void ask(String userId, String payment, long secondsAgo, List<Signal> noticed) {
        var purchase = new Purchase(payment, new Money(100, "USD"), "stripe", null, null);
        asked.add(assessment(userId, payment, NOW.minusSeconds(secondsAgo), noticed, purchase));
    }

    private static Assessment assessment(
            String userId, String id, Instant at, List<Signal> signals, @Nullable Purchase purchase) {
        var score = RiskScore.of(signals, Weights.delivered());
        return new Assessment("asm_" + id, "PAYMENT", userId, HOME, at, signals, score, purchase);
    }

    private ReplayReport<Assessment> replay(Map<Kind, Settings> others, Duration warmUp) {
        return replaying((from, to, _) -> new EventLog.Extract<>(
                        heard.stream()
                                .filter(one -> !one.move().at().isBefore(from)
                                        && one.move().at().isBefore(to))
                                .toList(),
                        to,
                        false))
                .by(others, NOW.minusSeconds(3_600), NOW, warmUp);
    }

    private ReplayPayments replaying(EventLog<HeardMove> log) {
        return new ReplayPayments(
                (from, to, most) -> asked.stream()
                        .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
                        .limit(most)
                        .toList(),
                log,
                Detection::usual,
                Optional::of,
                signals -> RiskScore.of(signals, Weights.delivered()));
    }
}
