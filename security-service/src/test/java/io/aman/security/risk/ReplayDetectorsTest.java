package io.aman.security.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Mode;
import io.aman.security.detector.Settings;
import io.aman.security.detector.SignIn;
import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReplayDetectorsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final String HOME = "203.0.113.7";
    private static final String TOR = "198.51.100.9";

    private final List<SignIn> log = new ArrayList<>();

    @Test
    void whatIsSetAsItIsDiffersInNothing() {
        visits();

        var report = replay(Map.of(Kind.TOR, Detection.usual(Kind.TOR)), Duration.ofDays(1));

        assertThat(report.weighed()).isEqualTo(2);
        assertThat(report.differing()).isZero();
        assertThat(report.before()).isEqualTo(report.after());
        assertThat(report.noticedBefore()).containsEntry(Kind.TOR, 1L).isEqualTo(report.noticedAfter());
    }

    @Test
    void aDetectorThatIsOnlyWatchedChangesDecisionsAndSaysWhich() {
        visits();

        var report = replay(Map.of(Kind.TOR, new Settings(Mode.WATCH, Map.of())), Duration.ofDays(1));

        assertThat(report.differing()).isEqualTo(1);
        var differing = report.shown().getFirst();
        assertThat(differing.what().address()).isEqualTo(TOR);
        assertThat(differing.before().decision()).isEqualTo(Decision.NOTIFY);
        assertThat(differing.after().decision()).isEqualTo(Decision.ALLOW);
    }

    @Test
    void otherThresholdsNoticeWhatTheseDoNot() {
        for (int i = 0; i < 4; i++) {
            log.add(signIn("f" + i, false, HOME, NOW.minusSeconds(100 - i)));
        }

        var report =
                replay(Map.of(Kind.BRUTE_FORCE, new Settings(Mode.ACT, Map.of("failures", 3L))), Duration.ofDays(1));

        assertThat(report.noticedBefore()).isEmpty();
        assertThat(report.noticedAfter()).containsEntry(Kind.BRUTE_FORCE, 2L);
        assertThat(report.weighed()).as("nobody got in").isZero();
    }

    @Test
    void whatWasBeforeTeachesAndIsNotWeighed() {
        log.add(signIn("old", true, HOME, NOW.minus(Duration.ofHours(30))));
        log.add(signIn("new", true, HOME, NOW.minusSeconds(10)));
        var others = Map.of(Kind.DORMANCY, new Settings(Mode.ACT, Map.of("idleSeconds", 3_600L)));

        assertThat(replay(others, Duration.ofDays(1)).noticedAfter()).containsEntry(Kind.DORMANCY, 1L);
        assertThat(replay(others, Duration.ofDays(1)).weighed()).isEqualTo(1);
        assertThat(replay(others, Duration.ZERO).noticedAfter()).isEmpty();
    }

    @Test
    void aLogThatIsTooLongIsTakenUpWhereTheReportEnds() {
        for (int i = 0; i < 10; i++) {
            log.add(signIn("s" + i, true, HOME, NOW.minusSeconds(100 - i)));
        }
        EventLog<SignIn> three = (from, to, _) -> {
            var rest = between(from, to);
            return rest.size() <= 3
                    ? new EventLog.Extract<>(rest, to, false)
                    : new EventLog.Extract<>(rest.subList(0, 3), rest.get(3).at(), true);
        };
        var replay = replay(three);
        var weighed = 0L;
        var from = NOW.minusSeconds(3600);
        for (var isMore = true; isMore; ) {
            var report = replay.by(Map.of(), from, NOW, Duration.ZERO);
            weighed += report.weighed();
            from = report.until();
            isMore = report.isMore();
        }

        assertThat(weighed).isEqualTo(10);
        assertThat(from).isEqualTo(NOW);
    }

    @Test
    void oneReplayIsAtWorkAtATime() throws Exception {
        var isAtWork = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        var replay = replay((_, to, _) -> {
            isAtWork.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new EventLog.Extract<>(List.of(), to, false);
        });
        var first = CompletableFuture.supplyAsync(() -> replay.by(Map.of(), NOW.minusSeconds(1), NOW, Duration.ZERO));
        isAtWork.await();

        assertThatThrownBy(() -> replay.by(Map.of(), NOW.minusSeconds(1), NOW, Duration.ZERO))
                .isInstanceOf(RiskError.ReplayRunning.class);
        mayGoOn.countDown();
        assertThat(first.get().weighed()).isZero();
        assertThat(replay.by(Map.of(), NOW.minusSeconds(1), NOW, Duration.ZERO).weighed())
                .isZero();
    }

    /** Yesterday at home; a minute ago at home and through Tor. */
    private void visits() {
        log.add(signIn("s0", true, HOME, NOW.minus(Duration.ofHours(20))));
        log.add(signIn("s1", true, HOME, NOW.minusSeconds(60)));
        log.add(signIn("s2", true, TOR, NOW.minusSeconds(30)));
    }

    private ReplayReport<SignIn> replay(Map<Kind, Settings> others, Duration warmUp) {
        return replay((from, to, _) -> new EventLog.Extract<>(between(from, to), to, false))
                .by(others, NOW.minus(Duration.ofHours(10)), NOW, warmUp);
    }

    private List<SignIn> between(Instant from, Instant to) {
        return log.stream()
                .filter(signIn -> !signIn.at().isBefore(from) && signIn.at().isBefore(to))
                .toList();
    }

    private static ReplayDetectors replay(EventLog<SignIn> log) {
        return new ReplayDetectors(
                log,
                Detection::usual,
                ReplayDetectorsTest::facts,
                signals -> RiskScore.of(signals, Weights.delivered()));
    }

    private static AddressFacts facts(String address) {
        return new AddressFacts(
                new Place(null, null, null), new Anonymity(false, false, address.equals(TOR)), Set.of(), false);
    }

    private static SignIn signIn(String id, boolean succeeded, String address, Instant at) {
        return new SignIn(
                id, "account-of-1-key", "usr_1", "ses_1", succeeded, address, null, null, at, true, false, null);
    }
}
