package io.aman.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class SessionGrowthIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void everyCallFindsWhatItAsksForAndEachPromiseIsTold() {
        var root = Path.of("..").toAbsolutePath().normalize();
        try (var stacks = BenchStacks.in(root)) {
            var verdicts = new SessionGrowth(500, 700, 1_000).run(stacks, _ -> {});

            // What the ratios are, is not asserted: nothing is warm. What a record takes, is known.
            assertThat(verdicts)
                    .extracting(Verdict::subject)
                    .containsExactly("sessions-record", "sessions-list", "sessions-stats", "sessions-refresh");
            assertThat(verdicts.getFirst().line())
                    .matches(
                            "bench sessions-record: \\d{3} B on average with 700 sessions, .* \\(target <= 500 B\\) met");
        }
    }
}
