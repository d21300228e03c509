package io.aman.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class GrowthIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void everyCallFindsWhatItAsksForAndTheRatiosAreTold() {
        var root = Path.of("..").toAbsolutePath().normalize();
        try (var stacks = BenchStacks.in(root)) {
            var verdict = new Growth(2_000, 4_000).run(stacks, _ -> {}).getFirst();

            // What the ratios are, is not asserted: nothing is warm.
            assertThat(verdict.line())
                    .matches("bench growth: 2,000 to 4,000 payments, at most \\d+\\.\\d\\dx: list .*"
                            + " \\(target < 2\\.0x\\) (met|missed)");
        }
    }
}
