package io.aman.bench.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.bench.BenchStacks;
import io.aman.bench.Trials;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(Trials.class)
class RollingRestartIT {

    /** How fast they are answered is not asserted: nothing is warm, and this machine may be busy. */
    @Test
    void noRequestFailsAndEachPaymentIsToldOnceWhileAServiceIsReplaced(BenchStacks stacks) {
        var moment = Duration.ofSeconds(1);
        var verdict = new RollingRestart(10, List.of("notification-service"), moment, moment)
                .run(stacks, _ -> {})
                .getFirst();

        assertThat(verdict.figures()).contains(" 0 failed;", "32 of 32 sessions go on", ", 0 not told once");
        assertThat(verdict.met()).isTrue();
    }
}
