package io.aman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class OwnStacksIT {

    @Test
    void whatWasStartedIsGoneAfterwardsWithItsData() {
        BenchStacks.Running running;
        try (var stacks = OwnStacks.in(Path.of("..").toAbsolutePath().normalize())) {
            running = stacks.start(List.of("mail"));
            assertThat(running.stack().isUp()).isTrue();
            assertThat(running.folder()).isDirectory();
        }
        assertThat(running.stack().isRunning("mail")).isFalse();
        assertThat(running.folder()).doesNotExist();
    }
}
