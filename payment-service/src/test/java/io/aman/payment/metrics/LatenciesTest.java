package io.aman.payment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Provide
    Arbitrary<List<Long>> micros() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 64),
                        Arbitraries.longs().between(0, 20_000),
                        Arbitraries.longs().between(0, LogBuckets.MAX_MICROS))
                .list()
                .ofMinSize(1)
                .ofMaxSize(500);
    }

    private static Latencies of(List<Long> micros) {
        return micros.stream()
                .map(each -> new Latencies(Map.of(LogBuckets.of(each), 1L)))
                .reduce(Latencies.NONE, Latencies::plus);
    }

    /** Nearest rank on the sorted list. */
    private static long exact(List<Long> micros, int percent) {
        return micros.stream().sorted().toList().get((micros.size() * percent + 99) / 100 - 1);
    }

    @Property(tries = 500)
    void aPercentileIsNeverBelowTheExactOneAndAtMostA32ndAbove(
            @ForAll("micros") List<Long> micros, @ForAll @IntRange(min = 1, max = 100) int percent) {
        var exact = exact(micros, percent);
        assertThat(of(micros).percentileMicros(percent))
                .isBetween(exact, (long) Math.floor(exact * (1 + LogBuckets.ERROR)));
    }

    @Property(tries = 200)
    void partsAddUpToTheWhole(@ForAll("micros") List<Long> some, @ForAll("micros") List<Long> others) {
        assertThat(of(some).plus(of(others)))
                .isEqualTo(of(Stream.concat(some.stream(), others.stream()).toList()));
    }

    @Property
    void bucketsLieOneBehindTheOther(@ForAll @LongRange(min = 0, max = LogBuckets.MAX_MICROS) long micros) {
        var bucket = LogBuckets.of(micros);
        assertThat(bucket).isBetween(0, LogBuckets.COUNT - 1);
        assertThat(micros).isLessThanOrEqualTo(LogBuckets.upper(bucket));
        if (bucket > 0) {
            assertThat(micros).isGreaterThan(LogBuckets.upper(bucket - 1));
        }
    }

    @Test
    void whatIsLongerThanAnyBucketIsInTheLast() {
        assertThat(LogBuckets.of(Long.MAX_VALUE)).isEqualTo(LogBuckets.COUNT - 1);
        assertThat(LogBuckets.upper(LogBuckets.COUNT - 1)).isEqualTo(LogBuckets.MAX_MICROS);
        assertThat(LogBuckets.of(-1)).isZero();
    }

    @Test
    void withoutACallThereIsNoPercentile() {
        assertThatThrownBy(() -> Latencies.NONE.percentileMicros(50)).isInstanceOf(IllegalStateException.class);
    }
}
