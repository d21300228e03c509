package io.aman.local.stack;

import static io.aman.local.stack.FakePart.Manner.DIES;
import static io.aman.local.stack.FakePart.Manner.IGNORES_TERM;
import static io.aman.local.stack.FakePart.Manner.NEVER_READY;
import static io.aman.local.stack.FakePart.Manner.SERVES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class LocalStackTest {

    @TempDir
    Path folder;

    private FakeStack fake;

    @AfterEach
    void leaveNothingRunning() {
        fake.launcher(Duration.ofSeconds(30), Duration.ofMillis(200)).stop();
    }

    @Test
    void startingShowsEachPartAndASecondStartChangesNothing() {
        fake = FakeStack.healthy(folder);
        var stack = fake.launcher();
        var lines = Collections.synchronizedList(new ArrayList<String>());

        stack.start(lines::add);

        assertThat(lines).hasSize(3).allMatch(line -> line.contains("ready in"));
        assertThat(lines.getFirst()).contains("mongo");
        assertThat(stack.isUp()).isTrue();
        var pids = pids(stack);
        fake.launcher().start();
        assertThat(pids(stack)).isEqualTo(pids);
    }

    @Test
    void anotherLauncherSeesAndStopsWhatThisOneStarted() {
        fake = FakeStack.healthy(folder);
        fake.launcher().start();
        var other = fake.launcher();
        assertThat(Status.of(other.processes(), Clock.systemUTC()).allUp()).isTrue();
        var handles = handles(other);
        var lines = Collections.synchronizedList(new ArrayList<String>());

        other.stop(lines::add);

        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).contains("gateway");
        assertThat(lines.getLast()).contains("mongo");
        assertThat(handles).noneMatch(ProcessHandle::isAlive);
        assertThat(Status.of(other.processes(), Clock.systemUTC()).rows())
                .allMatch(row -> row.state() == StatusTable.State.DOWN);
    }

    @Test
    void aKilledPartShowsAsDiedAndTheNextStartHealsItAlone() {
        fake = FakeStack.healthy(folder);
        var stack = fake.launcher();
        stack.start();
        var gateway = stack.pid("gateway");
        var killed = stack.pid("mongo");

        stack.kill("mongo");

        assertThat(stack.isRunning("mongo")).isFalse();
        var row = Status.of(stack.processes(), Clock.systemUTC()).rows().getFirst();
        assertThat(row.state()).isEqualTo(StatusTable.State.DIED);
        stack.start();
        assertThat(stack.isUp()).isTrue();
        assertThat(stack.pid("gateway")).isEqualTo(gateway);
        assertThat(stack.pid("mongo")).isNotEqualTo(killed);
    }

    @Test
    void aRestartedPartHasANewProcessThatServes() {
        fake = FakeStack.healthy(folder);
        var stack = fake.launcher();
        stack.start();
        var before = stack.pid("payment-service");

        stack.restart("payment-service");

        assertThat(stack.pid("payment-service")).isNotEqualTo(before);
        assertThat(stack.isUp()).isTrue();
    }

    @Test
    void aPartThatDiesIsNamedWithItsExitCodeAndWordsAndNothingIsLeft() {
        fake = FakeStack.in(folder, SERVES, DIES, SERVES);
        var stack = fake.launcher();

        assertThatThrownBy(stack::start)
                .isInstanceOf(StackFailure.PartDied.class)
                .hasMessageContaining("payment-service")
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("the cellar is flooded")
                .hasMessageContaining(stack.log("payment-service").toString());

        assertThat(stack.names()).noneMatch(stack::isRunning);
        assertThat(fake.ports().mongo())
                .satisfies(port -> assertThat(Ports.isFree(port)).isTrue());
    }

    @Test
    void aPartThatIsNotReadyInTimeIsNamedAndNothingIsLeft() {
        fake = FakeStack.in(folder, SERVES, SERVES, NEVER_READY);
        var stack = fake.launcher(Duration.ofSeconds(4), Duration.ofSeconds(10));

        assertThatThrownBy(stack::start)
                .isInstanceOf(StackFailure.PartNotReady.class)
                .hasMessageContaining("gateway is not ready after 4 s: still thinking");

        assertThat(stack.names()).noneMatch(stack::isRunning);
    }

    @Test
    void whatRanBeforeAFailedStartGoesOnRunning() {
        fake = FakeStack.healthy(folder);
        fake.launcher().start();
        var mongo = fake.launcher().pid("mongo");
        fake.launcher().kill("gateway");
        var broken = new FakeStack(folder, fake.ports(), SERVES, SERVES, DIES).launcher();

        assertThatThrownBy(broken::start).isInstanceOf(StackFailure.PartDied.class);

        assertThat(fake.launcher().pid("mongo")).isEqualTo(mongo);
        assertThat(fake.launcher().isRunning("gateway")).isFalse();
    }

    @Test
    void aPartThatIgnoresTheRequestToEndIsKilled() {
        fake = FakeStack.in(folder, SERVES, IGNORES_TERM, SERVES);
        var stack = fake.launcher(Duration.ofSeconds(30), Duration.ofSeconds(1));
        stack.start();
        var handles = handles(stack);
        var lines = Collections.synchronizedList(new ArrayList<String>());

        stack.stop(lines::add);

        assertThat(lines)
                .filteredOn(line -> line.contains("killed"))
                .singleElement()
                .asString()
                .contains("payment");
        assertThat(handles).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void aPortInUseIsNamedBeforeAnythingIsStarted() throws Exception {
        fake = FakeStack.healthy(folder);
        var stack = fake.launcher();
        try (var _ = new ServerSocket(fake.ports().payment(), 1, InetAddress.ofLiteral(Ports.HOST))) {
            assertThatThrownBy(stack::start)
                    .isInstanceOf(StackFailure.PortTaken.class)
                    .hasMessageContaining("port " + fake.ports().payment() + " (payment-service)");
        }
        assertThat(stack.log("mongo")).doesNotExist();
    }

    @Test
    void aStartThatIsCalledOffStopsWhatItStarted() {
        fake = FakeStack.in(folder, SERVES, NEVER_READY, SERVES);
        var stack = fake.launcher();
        var start = CompletableFuture.runAsync(stack::start);
        await().atMost(Duration.ofSeconds(30)).until(() -> stack.isRunning("payment-service"));

        stack.callOff();

        assertThatThrownBy(start::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StackFailure.Interrupted.class);
        assertThat(stack.names()).noneMatch(stack::isRunning);
    }

    @Test
    void twoLaunchersDoNotWorkOnOneInstallationAtOnce() {
        fake = FakeStack.in(folder, SERVES, NEVER_READY, SERVES);
        var stack = fake.launcher();
        var start = CompletableFuture.runAsync(stack::start);
        await().atMost(Duration.ofSeconds(30)).until(() -> stack.isRunning("payment-service"));

        assertThatThrownBy(fake.launcher()::stop).isInstanceOf(StackFailure.Busy.class);

        stack.callOff();
        assertThatThrownBy(start::join).isInstanceOf(CompletionException.class);
    }

    @Test
    void partsOutliveTheirLauncherInSessionsOfTheirOwn() throws Exception {
        fake = FakeStack.healthy(folder);
        var launcher = launch();

        assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(launcher.exitValue()).isZero();
        var output = new String(launcher.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(output)
                .contains("admin@aman.local", "http://127.0.0.1:" + fake.ports().gateway());
        var stack = fake.launcher();
        assertThat(stack.isUp()).isTrue();
        var stat = Path.of("/proc", "" + stack.pid("gateway"), "stat");
        if (Files.exists(stat)) {
            var fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
            assertThat(fields[3]).as("session").isEqualTo("" + stack.pid("gateway"));
        }
    }

    @Test
    void aLauncherThatIsInterruptedWhileStartingLeavesNothing() throws Exception {
        fake = FakeStack.in(folder, SERVES, SERVES, NEVER_READY);
        var stack = fake.launcher();
        var launcher = launch();
        await().atMost(Duration.ofSeconds(30)).until(() -> stack.isRunning("gateway"));

        launcher.destroy();

        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isNotZero();
        assertThat(stack.names()).noneMatch(stack::isRunning);
    }

    private Process launch() throws Exception {
        var command = FakeStack.java(FakeLauncher.class);
        command.addAll(fake.words());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<Long> pids(LocalStack stack) {
        return stack.names().stream().map(stack::pid).toList();
    }

    private static List<ProcessHandle> handles(LocalStack stack) {
        return pids(stack).stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }
}
