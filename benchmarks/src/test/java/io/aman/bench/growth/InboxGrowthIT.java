package io.aman.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class InboxGrowthIT {

    /** What the ratios are, is not asserted: nothing is warm. */
    @Test
    void everyCallFindsWhatItAsksFor() {
        var root = Path.of("..").toAbsolutePath().normalize();
        try (var stacks = BenchStacks.in(root)) {
            assertThat(new InboxGrowth(500, 1_000).run(stacks, _ -> {}))
                    .singleElement()
                    .satisfies(verdict -> assertThat(verdict.subject()).isEqualTo("notification-inbox"));
        }
    }
}
