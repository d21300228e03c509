package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.aman.local.ops.LiveCheck;
import io.aman.local.stack.LocalStack;
import io.aman.local.stack.Ports;
import io.aman.local.tool.Toolbox;
import io.aman.local.watch.Watch;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real Prometheus and a real Alertmanager beside the running stack. */
@Tag("process")
@ExtendWith(RunningStack.class)
class WatchE2E {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void whatEveryRuleAndDashboardReadsIsShownByARunningStack(LocalStack stack) {
        var programs = Watch.Programs.find(new Toolbox(ROOT.resolve(".aman/tools"), System.getenv("PATH")));
        assumeThat(programs)
                .as("prometheus and prometheus-alertmanager, installed or of Debian's packages")
                .isPresent();
        var free = Ports.random();
        var services = stack.ports().management();
        var places =
                new Watch.Places(free.gateway(), free.payment(), stack.ports().smtp(), services);

        try (var watch = Watch.start(programs.orElseThrow(), ROOT.resolve("ops"), Path.of("target", "watch"), places)) {
            watch.prometheus().awaitScrapes(services.size());

            assertThat(new LiveCheck(ROOT, watch.prometheus()).complaints()).isEmpty();
        }
    }
}
