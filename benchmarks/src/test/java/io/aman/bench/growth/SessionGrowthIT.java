package io.aman.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import io.aman.bench.Verdict;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
@Order(1)
class SessionGrowthIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void everyCallFindsWhatItAsksForAndEachPromiseIsTold(BenchStacks stacks) {
        var verdicts = new SessionGrowth(500, 700, 1_000, new Medians(1, 4)).run(stacks, _ -> {});

        // What the ratios are, is not asserted: nothing is warm. What a record takes, is known.
        assertThat(verdicts)
                .extracting(Verdict::subject)
                .containsExactly("sessions-record", "sessions-list", "sessions-stats", "sessions-refresh");
        assertThat(verdicts.getFirst().line())
                .matches("bench sessions-record: \\d{3} B on average with 700 sessions, .* \\(target <= 500 B\\) met");
    }
}
