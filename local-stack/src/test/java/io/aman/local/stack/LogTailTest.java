package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private Path log;
    private LogTail tail;

    @BeforeEach
    void open() {
        log = folder.resolve("mongo.log");
        tail = new LogTail(log, lines::add);
    }

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void itShowsTheLastLinesAndThenWhatIsAdded() throws Exception {
        Files.writeString(log, "one\ntwo\nthree\n");
        tail.last(2);
        Files.writeString(log, "four\n", StandardOpenOption.APPEND);
        tail.poll();
        assertThat(lines).containsExactly("two", "three", "four");
    }

    @Test
    void aLineIsShownOnceItIsComplete() throws Exception {
        Files.writeString(log, "whole\nhal");
        tail.last(5);
        assertThat(lines).containsExactly("whole");
        Files.writeString(log, "f\n", StandardOpenOption.APPEND);
        tail.poll();
        assertThat(lines).containsExactly("whole", "half");
    }

    @Test
    void aRotatedLogIsReadToItsEndAndThenTheNewOne() throws Exception {
        Files.writeString(log, "one\n");
        tail.last(5);
        Files.writeString(log, "last of the old\n", StandardOpenOption.APPEND);
        Files.move(log, folder.resolve("mongo.log.1"));
        Files.writeString(log, "first of the new\n");
        tail.poll();
        assertThat(lines).containsExactly("one", "last of the old", "first of the new");
    }

    @Test
    void aTruncatedLogIsReadFromItsStart() throws Exception {
        Files.writeString(log, "one\ntwo\n");
        tail.last(5);
        Files.writeString(log, "new\n");
        tail.poll();
        assertThat(lines).containsExactly("one", "two", "new");
    }

    @Test
    void aLogThatDoesNotExistYetIsWaitedFor() throws Exception {
        tail.last(5);
        tail.poll();
        Files.writeString(log, "hello\n");
        tail.poll();
        assertThat(lines).containsExactly("hello");
    }
}
