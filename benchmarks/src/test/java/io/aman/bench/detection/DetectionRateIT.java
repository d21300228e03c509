package io.aman.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class DetectionRateIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void everySignInIsKeptAndEachPromiseIsTold() {
        var root = Path.of("..").toAbsolutePath().normalize();
        try (var stacks = BenchStacks.in(root)) {
            var verdicts = new DetectionRate(500, 600, 1, Duration.ZERO).run(stacks, _ -> {});

            // How fast it is, is not asserted: nothing is warm.
            assertThat(verdicts).extracting(Verdict::subject).containsExactly("detection-rate");
        }
        try (var stacks = BenchStacks.in(root)) {
            var verdicts = new DetectionGrowth(500, 2_000, 600, 1, Duration.ZERO).run(stacks, _ -> {});

            assertThat(verdicts).extracting(Verdict::subject).containsExactly("detection-growth");
        }
    }
}
