package io.aman.platform.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConditionalWritesTest {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final AtomicInteger attempts = new AtomicInteger();

    private Optional<Integer> succeedingAt(int attempt) {
        var now = attempts.incrementAndGet();
        return now == attempt ? Optional.of(now) : Optional.empty();
    }

    @Test
    void endsWithTheFirstWriteThatNobodyWasFasterThan() {
        assertThat(ConditionalWrites.untilNobodyIsFaster(5, PAUSE, () -> succeedingAt(3)))
                .hasValue(3);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void givesUpAfterSoManyTries() {
        assertThat(ConditionalWrites.untilNobodyIsFaster(5, PAUSE, () -> succeedingAt(6)))
                .isEmpty();
        assertThat(attempts).hasValue(5);
    }

    @Test
    void aRefusedChangeIsNotTriedAgain() {
        assertThatThrownBy(() -> ConditionalWrites.untilNobodyIsFaster(5, PAUSE, () -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("refused");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(attempts).hasValue(1);
    }
}
