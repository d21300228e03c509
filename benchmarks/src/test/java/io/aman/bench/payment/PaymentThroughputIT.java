package io.aman.bench.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
class PaymentThroughputIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void bothServicesPayAndTheirRatioIsTold(BenchStacks stacks) {
        var second = Duration.ofSeconds(1);
        var verdict =
                new PaymentThroughput(second, second, 1).run(stacks, _ -> {}).getFirst();

        // What the ratio is, is not asserted: nothing is warm.
        assertThat(verdict.line())
                .matches("bench payments: [1-9]\\d* payments/s against [1-9]\\d* payments/s, ratio \\d\\.\\d\\d"
                        + " \\(target ratio >= 0\\.50\\) (met|missed)");
    }
}
