package io.aman.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long MINUTE = 60_000;

    /** Pauses between requests, in milliseconds: bursts, trickles, silences, and the edges of seconds and minutes. */
    @Provide
    Arbitrary<List<Integer>> pauses() {
        return Arbitraries.frequencyOf(
                        Tuple.of(10, Arbitraries.integers().between(0, 50)),
                        Tuple.of(5, Arbitraries.integers().between(0, 5_000)),
                        Tuple.of(2, Arbitraries.of(999, 1_000, 1_001, 59_999, 60_000, 60_001)),
                        Tuple.of(1, Arbitraries.integers().between(0, 200_000)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(400);
    }

    @Property(tries = 400)
    void noSixtySecondsHoldMoreThanTheLimitAndNothingIsRefusedThatWouldFitASecondLater(
            @ForAll("pauses") List<Integer> pauses,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll @IntRange(max = 999) int start) {
        var window = new Window();
        var admitted = new ArrayList<Long>(); // the log of timestamps
        long now = start;
        for (var pause : pauses) {
            now += pause;
            if (!window.isFull(limit, now / 1_000)) {
                window.add();
                admitted.add(now);
                assertThat(inWindow(admitted, now, MINUTE)).isLessThanOrEqualTo(limit);
            } else {
                assertThat(inWindow(admitted, now, MINUTE + 1_000)).isGreaterThanOrEqualTo(limit);
            }
        }
    }

    /** How many are younger than {@code width} at {@code now}: the fullest window ends with a request. */
    private static long inWindow(List<Long> admitted, long now, long width) {
        return admitted.stream().filter(at -> at > now - width).count();
    }

    @Property(tries = 200)
    void whoWaitsAsLongAsTheyAreToldIsLetThroughAndNotASecondEarlier(
            @ForAll("pauses") List<Integer> pauses, @ForAll @IntRange(min = 1, max = 20) int limit) {
        var window = new Window();
        long now = 0;
        for (var pause : pauses) {
            now += pause;
            if (!window.isFull(limit, now / 1_000)) {
                window.add();
            }
        }
        var second = now / 1_000;
        var wait = window.secondsUntilRoom(limit);
        if (wait > 0) {
            assertThat(window.isFull(limit, second + wait - 1)).isTrue();
        }
        assertThat(window.isFull(limit, second + wait)).isFalse();
    }

    @Test
    void aLimitThatWasLoweredHoldsForWhatWasLetThroughBefore() {
        var window = new Window();
        for (var i = 0; i < 10; i++) {
            window.isFull(10, 7);
            window.add();
        }

        assertThat(window.isFull(10, 66)).isTrue();
        assertThat(window.isFull(5, 67)).isTrue();
        assertThat(window.isFull(5, 68)).isFalse();
    }
}
