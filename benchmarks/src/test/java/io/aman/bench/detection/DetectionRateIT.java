package io.aman.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import io.aman.bench.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
class DetectionRateIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void everySignInIsKept(BenchStacks stacks) {
        var verdicts = new DetectionRate(500, 600, 1, Duration.ZERO).run(stacks, _ -> {});

        // How fast it is, is not asserted: nothing is warm.
        assertThat(verdicts).extracting(Verdict::subject).containsExactly("detection-rate");
    }

    @Test
    void everySignInIsKeptWithFewPeopleAndWithMany(BenchStacks stacks) {
        var verdicts = new DetectionGrowth(500, 2_000, 600, 1, Duration.ZERO).run(stacks, _ -> {});

        assertThat(verdicts).extracting(Verdict::subject).containsExactly("detection-growth");
    }
}
