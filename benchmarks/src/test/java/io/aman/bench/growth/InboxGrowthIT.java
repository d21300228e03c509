package io.aman.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
class InboxGrowthIT {

    /** What the ratios are, is not asserted: nothing is warm. */
    @Test
    void everyCallFindsWhatItAsksFor(BenchStacks stacks) {
        assertThat(new InboxGrowth(500, 1_000, new Medians(1, 4)).run(stacks, _ -> {}))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.subject()).isEqualTo("notification-inbox"));
    }
}
