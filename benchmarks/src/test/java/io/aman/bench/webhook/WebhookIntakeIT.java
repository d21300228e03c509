package io.aman.bench.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
class WebhookIntakeIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void whatIsAcknowledgedIsThereAfterServiceAndDatabaseWereKilled(BenchStacks stacks) {
        var verdict = new WebhookIntake(20, Duration.ofSeconds(1), Duration.ofSeconds(2))
                .run(stacks, _ -> {})
                .getFirst();

        // Neither how fast nor how many is asserted: nothing is warm, and this machine may be busy.
        assertThat(verdict.figures()).containsPattern("([1-9]\\d*) acknowledged, \\1 stored, 0 lost");
    }
}
