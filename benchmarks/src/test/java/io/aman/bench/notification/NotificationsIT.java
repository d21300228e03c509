package io.aman.bench.notification;

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
class NotificationsIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void everyPayerIsToldThroughTheGatewayAndEachStreamOfAnInstanceToo(BenchStacks stacks) {
        var second = Duration.ofSeconds(1);
        var verdicts = new Notifications(10, second, second, 50, second).run(stacks, _ -> {});

        // How soon is not asserted, but that each came: nothing is warm, and this machine may be busy.
        assertThat(verdicts)
                .extracting(Verdict::figures)
                .satisfiesExactly(
                        latency -> assertThat(latency).endsWith("10 of 10 told"),
                        streams -> assertThat(streams)
                                .startsWith("50 open")
                                .endsWith("50 of 50 told of an entry, 0 ended"));
    }
}
