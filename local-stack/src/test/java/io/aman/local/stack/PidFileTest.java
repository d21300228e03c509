package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.stack.PidFile.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    Path folder;

    private PidFile file;
    private final long mine = ProcessHandle.current().pid();

    @BeforeEach
    void place() {
        file = new PidFile(folder.resolve("run/mongo.pid"));
    }

    @Test
    void aRunningProcessIsFoundAgain() {
        var entry = new Entry(mine, ProcessIdentity.of(mine).orElseThrow(), 17);

        file.write(entry);

        assertThat(file.live()).contains(entry);
        assertThat(file.live().flatMap(Entry::process)).contains(ProcessHandle.current());
    }

    @Test
    void aStrangerWithTheSamePidIsNotTakenForThePart() {
        file.write(new Entry(mine, new ProcessIdentity("boot-1"), 0));

        assertThat(file.live()).isEmpty();
        assertThat(file.read().flatMap(Entry::process)).isEmpty();
    }

    @Test
    void aFileThatCantBeUnderstoodCountsAsNone() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/mongo.pid"), "not a pid");

        assertThat(file.live()).isEmpty();
    }

    @Test
    void noFileMeansNothingRuns() {
        assertThat(file.live()).isEmpty();
        file.delete();
    }
}
