package io.aman.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

    private final EventFilter filter = new EventFilter("shop-service", new SimpleMeterRegistry());

    private static ConsumerRecord<Object, Object> replayFor(String group) {
        var message = new ConsumerRecord<Object, Object>("orders.v1", 0, 0, "key", "value");
        message.headers().add(EventFilter.REPLAY_FOR, group.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    /** A service may have listeners in groups of their own; what one of them has parked is its service's to replay. */
    @ParameterizedTest
    @CsvSource({
        "shop-service, false",
        "shop-service-sign-outs, false",
        "shop-services, true",
        "shop, true",
        "other-service, true"
    })
    void aReplayIsForTheServiceWhoseGroupParkedIt(String group, boolean filtered) {
        assertThat(filter.filter(replayFor(group))).isEqualTo(filtered);
    }

    @Test
    void whatIsNoReplayIsForEverybody() {
        assertThat(filter.filter(new ConsumerRecord<>("orders.v1", 0, 0, "key", "value")))
                .isFalse();
    }
}
