package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.stack.PidFile.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {

    @TempDir
    Path root;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private Installation installation;
    private Path data;

    @BeforeEach
    void install() throws Exception {
        installation = new Installation(root.resolve(".aman"));
        installation.makeSecrets();
        data = Files.createDirectories(installation.data("mongo")).resolve("payments");
        Files.writeString(data, "one");
    }

    @Test
    void theStatusOfAStoppedStackListsEveryPartAndSaysThree() {
        assertThat(run("", "status")).isEqualTo(3);
        assertThat(output.toString(StandardCharsets.UTF_8).lines()).hasSize(1 + Parts.NAMES.size() + 1);
    }

    @Test
    void stoppingWhatDoesNotRunIsNoFailure() {
        assertThat(run("", "down")).isZero();
        assertThat(output).hasToString("nothing runs\n");
    }

    @Test
    void resetAsksAndNoIsTheDefault() {
        assertThat(run("\n", "reset")).isEqualTo(1);
        assertThat(run("", "reset")).isEqualTo(1);
        assertThat(data).exists();

        assertThat(run("y\n", "reset")).isZero();
        assertThat(data).doesNotExist();
        assertThat(installation.secrets("sandbox")).doesNotExist();
    }

    @Test
    void resetIsRefusedWhileAnythingRuns() {
        var me = ProcessHandle.current().pid();
        installation.pidFile("kafka").write(new Entry(me, ProcessIdentity.of(me).orElseThrow(), 0));

        assertThat(run("", "reset", "--yes")).isEqualTo(1);

        assertThat(output).hasToString("aman: still running: kafka; run `./aman down` first\n");
        assertThat(data).exists();
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredInOneLine() {
        assertThat(run("", "fly")).isEqualTo(2);
        assertThat(run("", "logs", "postgres")).isEqualTo(2);
        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .isEqualTo("aman: no command is named 'fly'; see `./aman help`");
    }

    private int run(String typed, String... words) {
        var out = new PrintStream(output, true, StandardCharsets.UTF_8);
        var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return Cli.run(() -> Cli.of(root, Map.of(), in, out), List.of(words), out);
    }
}
