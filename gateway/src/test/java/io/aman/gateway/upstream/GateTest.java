package io.aman.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateTest {

    private final UpstreamError away = new UpstreamError.NotReached("payment");

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Gate gate = new Gate(
            "payment",
            new UpstreamProperties(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Map.of(),
                    Duration.ofSeconds(5),
                    8,
                    new UpstreamProperties.Breaker(10, 4, 50, Duration.ofSeconds(5), 2)),
            clock);

    @Test
    void fewFailuresSayNothing() {
        fail(3);

        assertThat(gate.enter()).isNotNull();
    }

    @Test
    void itClosesAtTheAgreedShareAndIsTriedAgainInTime() {
        answer(4);
        fail(4);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.enter()).isNull();
        assertThat(gate.heldBack()).isEqualTo(1);

        clock.advance(Duration.ofMillis(4999));
        assertThat(gate.enter()).isNull();
        clock.advance(Duration.ofMillis(2));
        answer(2);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void noMoreThanTheTrialsArePutToAServiceThatMayBeBack() {
        fail(4);
        clock.advance(Duration.ofSeconds(6));
        var first = gate.enter();
        var second = gate.enter();

        assertThat(gate.enter()).isNull();
        Objects.requireNonNull(first).failed(away);
        Objects.requireNonNull(second).failed(away);
        assertThat(gate.enter()).isNull();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void aTrialThatIsAbandonedLeavesItsPlace() {
        fail(4);
        clock.advance(Duration.ofSeconds(6));
        for (int i = 0; i < 20; i++) {
            Objects.requireNonNull(gate.enter()).abandoned();
        }
        answer(2);

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void whatIsAbandonedSaysNothing() {
        for (int i = 0; i < 100; i++) {
            Objects.requireNonNull(gate.enter()).abandoned();
        }
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void noMoreWaitThanAgreed() {
        var calls = IntStream.range(0, 8).mapToObj(_ -> gate.enter()).toList();
        assertThat(calls).doesNotContainNull();
        assertThat(gate.enter()).isNull();

        calls.getFirst().answered();
        assertThat(gate.enter()).isNotNull();
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void aCallEndsOnceHoweverOftenItIsEnded() throws Exception {
        var call = Objects.requireNonNull(gate.enter());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                var _ = threads.submit(() -> call.failed(away));
                var _ = threads.submit(call::answered);
                var _ = threads.submit(call::abandoned);
            }
        }
        assertThat(gate.waiting()).isZero();
        assertThat(gate.isOpen()).isFalse();
    }

    private void answer(int times) {
        for (int i = 0; i < times; i++) {
            Objects.requireNonNull(gate.enter()).answered();
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            Objects.requireNonNull(gate.enter()).failed(away);
        }
    }
}
