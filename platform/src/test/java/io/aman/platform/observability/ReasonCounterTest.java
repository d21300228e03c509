package io.aman.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ReasonCounterTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ReasonCounter declines = new ReasonCounter(meters, "declines");

    @Test
    void eachReasonIsCountedBesideWhatElseIsTold() {
        declines.count("insufficient_funds", "provider", "stripe");
        declines.count("insufficient_funds", "provider", "stripe");
        declines.count("expired_card", "provider", "stripe");

        assertThat(counted("insufficient_funds")).isEqualTo(2);
        assertThat(counted("expired_card")).isEqualTo(1);
    }

    @Test
    void whoeverMakesUpReasonsMakesNoSeriesWithoutEnd() {
        for (var number = 0; number < 10 * ReasonCounter.MOST; number++) {
            declines.count("made-up-" + number);
        }
        declines.count("made-up-0");

        assertThat(meters.getMeters()).hasSize(ReasonCounter.MOST + 1);
        assertThat(counted("made-up-0")).isEqualTo(2);
        assertThat(counted(ReasonCounter.OTHER)).isEqualTo(9 * ReasonCounter.MOST);
    }

    private double counted(String reason) {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> reason.equals(id.getTag("reason")))
                .mapToDouble(id ->
                        meters.get(id.getName()).tags(id.getTags()).counter().count())
                .sum();
    }
}
