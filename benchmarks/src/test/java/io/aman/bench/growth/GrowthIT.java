package io.aman.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
class GrowthIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void everyCallFindsWhatItAsksForAndTheRatiosAreTold(BenchStacks stacks) {
        var verdict =
                new Growth(2_000, 4_000, new Medians(1, 4)).run(stacks, _ -> {}).getFirst();

        // What the ratios are, is not asserted: nothing is warm.
        assertThat(verdict.line())
                .matches("bench growth: 2,000 to 4,000 payments, at most \\d+\\.\\d\\dx: list .*"
                        + " \\(target < 2\\.0x\\) (met|missed)");
    }
}
