package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackBackupTest {

    @TempDir
    Path folder;

    @Test
    void aFolderWithSomethingInItTakesNoBackup() throws IOException {
        var mine = Files.writeString(folder.resolve("mine"), "kept");

        assertThatThrownBy(
                        () -> new StackBackup(folder, new Installation(folder.resolve("state"))).take(Ports.standard()))
                .isInstanceOf(StackFailure.Unrestored.class)
                .hasMessageContaining("not empty");
        assertThat(folder).isDirectoryContaining(mine::equals);
        assertThat(mine).hasContent("kept");
    }

    @Test
    void aFolderWithoutADatabaseIsNoBackupAndNothingStarts() {
        var stack = FakeStack.healthy(folder.resolve("state")).launcher();

        assertThatThrownBy(() -> stack.upkeep().restore(folder)).isInstanceOf(StackFailure.class);
        assertThat(stack.isRunning("mongo")).isFalse();
    }

    @Test
    void offsetsAreReadAsKafkasOwnToolWritesThem() {
        assertThat(ConsumerOffsets.parse(List.of("mail,payments.v1,0,7", "mail,payments.v1,2,0", "")))
                .containsOnlyKeys("mail")
                .extractingByKey("mail")
                .satisfies(offsets -> assertThat(offsets)
                        .containsEntry(new TopicPartition("payments.v1", 0), new OffsetAndMetadata(7))
                        .containsEntry(new TopicPartition("payments.v1", 2), new OffsetAndMetadata(0)));
        assertThatThrownBy(() -> ConsumerOffsets.parse(List.of("payments.v1,0,7")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
