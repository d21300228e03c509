package io.aman.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DeliveryPropertiesTest {

    private final DeliveryProperties defaults = new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("notification.delivery", DeliveryProperties.class);

    @Property
    void aPauseDoublesUpToItsBoundGiveOrTakeAFifth(
            @ForAll @IntRange(min = 1, max = 1_000_000) int attempt, @ForAll long seed) {
        var undisturbed = Math.min(1000 * Math.pow(2, attempt - 1), 300_000);

        assertThat((double) defaults.backoff(attempt, new Random(seed)).toMillis())
                .isBetween(undisturbed * 0.79, undisturbed * 1.21);
    }

    @Test
    void theAttemptsOutlastAnHourWithoutMailServer() {
        var random = new Random(7);
        var waited = Duration.ZERO;
        for (int attempt = 1; attempt < defaults.attempts(); attempt++) {
            waited = waited.plus(defaults.backoff(attempt, random));
        }

        assertThat(waited).isGreaterThan(Duration.ofHours(1));
    }
}
