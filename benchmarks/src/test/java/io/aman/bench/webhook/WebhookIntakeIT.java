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
    void whatIsAcknowledgedIsThereOnceAfterServiceAndDatabaseWereKilled() {
        var root = Path.of("..").toAbsolutePath().normalize();
        try (var stacks = BenchStacks.in(root)) {
            var verdict = new WebhookIntake(Duration.ofSeconds(1), Duration.ofSeconds(2)).run(stacks, _ -> {});

            // How fast it was is not asserted: this machine may be busy.
            assertThat(verdict.figures())
                    .contains("1000 sent, 1000 acknowledged, 1000 stored, 0 lost, 10 of 10 forged refused");
        }
    }
}
