package io.aman.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import io.aman.bench.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
class GatewayCostIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void allContendersAnswerEveryRequest(BenchStacks stacks) {
        var second = Duration.ofSeconds(1);
        var progress = new ArrayList<String>();
        var size = new GatewayCost.Size(50, 500, 1_000, 200);
        var verdicts = new GatewayCost(size, second, second, 1).run(stacks, progress::add);

        // How fast is not asserted: nothing is warm, and this machine may be busy.
        assertThat(verdicts)
                .extracting(Verdict::subject)
                .containsExactly("gateway-start", "gateway-ratio", "gateway-p99", "gateway-cpu", "gateway-memory");
        assertThat(progress).anyMatch(line -> line.startsWith("plain")).anyMatch(line -> line.startsWith("naive"));
    }
}
