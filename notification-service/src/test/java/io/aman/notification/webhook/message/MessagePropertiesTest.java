package io.aman.notification.webhook.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MessagePropertiesTest {

    private static final String PREFIX = "notification.webhook.message";

    static MessageProperties defaults() {
        return bound(Map.of());
    }

    private static MessageProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(PREFIX, MessageProperties.class);
    }

    /** The last attempt falls behind the five days after which the endpoint is disabled. */
    @Test
    void aMessageIsTriedOverFiveDays() {
        var all = defaults().schedule().stream().reduce(Duration.ZERO, Duration::plus);

        assertThat(all).isBetween(Duration.ofDays(5), Duration.ofDays(6));
        assertThat(defaults().isTriedAfter(defaults().schedule().size())).isTrue();
        assertThat(defaults().isTriedAfter(defaults().schedule().size() + 1)).isFalse();
    }

    @Property
    void aPauseIsThatOfTheScheduleGiveOrTakeAFifth(
            @ForAll @IntRange(min = 1, max = 40) int failures, @ForAll long seed) {
        var properties = defaults();
        var planned = properties
                .schedule()
                .get(Math.min(failures, properties.schedule().size()) - 1);

        assertThat(properties.pause(failures, new Random(seed)))
                .isBetween(
                        planned.multipliedBy(4).dividedBy(5),
                        planned.multipliedBy(6).dividedBy(5));
    }

    @Test
    void whatIsStillTriedIsKept() {
        assertThatThrownBy(() -> bound(Map.of(PREFIX + ".kept", "5d")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shorter than all pauses");
    }
}
