package io.aman.local.stack;

import static io.aman.local.stack.FakePart.Manner.DIES;
import static io.aman.local.stack.FakePart.Manner.NEVER_READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class UpkeepTest {

    @TempDir
    Path folder;

    private FakeStack fake;

    @AfterEach
    void leaveNothingRunning() {
        fake.launcher(Duration.ofSeconds(30), Duration.ofMillis(200)).stop();
    }

    @Test
    void aReplacedPartHasANewProcessAndNothingElseIsLeft() {
        fake = FakeStack.healthy(folder);
        var stack = fake.launcher();
        stack.start();
        var before = stack.pid("payment-service");
        var lines = new ArrayList<String>();

        stack.upkeep().replace(List.of("payment-service"), lines::add);

        assertThat(lines).singleElement().asString().contains("payment-service", "replaced in");
        assertThat(stack.pid("payment-service")).isNotEqualTo(before);
        assertThat(stack.processes()).hasSize(3);
        assertThat(stack.isUp()).isTrue();
        assertThatThrownBy(() -> stack.upkeep().replace(List.of("payment-service", "mongo"), lines::add))
                .hasMessageContaining("no second 'mongo'");
        assertThat(lines).hasSize(1);
    }

    @Test
    void whereTheNextOneDoesNotComeUpTheFirstGoesOn() {
        fake = FakeStack.healthy(folder).withStandIn(DIES);
        var stack = fake.launcher();
        stack.start();
        var before = stack.pid("payment-service");

        assertThatThrownBy(() -> stack.upkeep().replace(List.of("payment-service"), _ -> {}))
                .isInstanceOf(StackFailure.PartDied.class)
                .hasMessageContaining("the cellar is flooded");

        assertThat(stack.pid("payment-service")).isEqualTo(before);
        assertThat(stack.processes()).hasSize(3);
    }

    @Test
    void whoEndsAStackDoesNotWaitForAReplacementToComeUp() throws Exception {
        fake = FakeStack.healthy(folder).withStandIn(NEVER_READY);
        var stack = fake.launcher();
        stack.start();
        var replacing = CompletableFuture.runAsync(() -> stack.upkeep().replace(List.of("payment-service"), _ -> {}));
        Awaitility.await().until(() -> stack.processes().size() == 4);

        stack.end();

        assertThat(replacing).failsWithin(Duration.ofSeconds(10));
        assertThat(stack.installation().anythingRuns()).isFalse();
    }

    @Test
    void aReplacementThatBrokeOffIsSeenAndEndedAndGoneOnWith() {
        fake = FakeStack.healthy(folder);
        var stack = fake.launcher();
        stack.start();
        var payment = stack.processes().stream()
                .filter(process -> process.part().name().equals("payment-service"))
                .findFirst()
                .orElseThrow();
        var standIn = PartProcess.standIn(payment.part(), stack.installation()).orElseThrow();
        standIn.launch();
        stack.kill("payment-service");
        assertThat(Status.of(fake.launcher().processes(), Clock.systemUTC()).rows())
                .hasSize(4);

        fake.launcher().upkeep().replace(List.of("payment-service"), _ -> {});
        assertThat(stack.isUp()).isTrue();
        assertThat(standIn.live()).isEmpty();

        standIn.launch();
        fake.launcher().stop();
        assertThat(standIn.live()).isEmpty();
    }
}
