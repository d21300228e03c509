package io.aman.bench.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
@Order(1)
class RevocationReachIT {

    /** The parts run from the jars that the modules before this one have packaged. */
    @Test
    void everyGatewayRefusesWhatWasEndedAtOne(BenchStacks stacks) {
        var verdict = new RevocationReach(1, 3).run(stacks, _ -> {}).getFirst();

        // How soon is not asserted, but that it came: nothing is warm, and this machine may be busy.
        assertThat(verdict.figures()).matches("3 revocations at 3 gateways, .*, max (\\d{1,3}|[1-4]\\d{3})\\.\\d ms");
    }
}
