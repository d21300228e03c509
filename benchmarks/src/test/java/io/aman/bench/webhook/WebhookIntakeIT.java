package io.aman.bench.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class WebhookIntakeIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void whatIsAcknowledgedIsThereAfterServiceAndDatabaseWereKilled() {
        var root = Path.of("..").toAbsolutePath().normalize();
        try (var stacks = BenchStacks.in(root)) {
            var verdict = new WebhookIntake(20, Duration.ofSeconds(2), Duration.ofSeconds(3))
                    .run(stacks, _ -> {})
                    .getFirst();

            // Neither how fast nor how many is asserted: nothing is warm, and this machine may be busy.
            assertThat(verdict.figures()).containsPattern("([1-9]\\d*) acknowledged, \\1 stored, 0 lost");
        }
    }
}
