package io.aman.gateway.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.ActivityEvent.Active;
import io.aman.events.Topics;
import io.aman.gateway.GatewayTest;
import io.aman.testing.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivityTest extends GatewayTest {

    @Test
    void requestsAreToldInTheBackgroundAndCoalesced() {
        var first = clock.instant();
        read();
        await().until(() -> told().size() == 1);
        assertThat(told()).containsExactly(new Active("ses_" + requestId, first, 1, "127.0.0.1"));

        IntStream.range(0, 5).forEach(_ -> read());
        clock.advance(Duration.ofSeconds(30));
        await().until(() -> told().size() == 2);
        assertThat(told().getLast().requests()).isEqualTo(5);
    }

    private void read() {
        assertThat(send(signedIn("/api/payments")).statusCode()).isEqualTo(200);
    }

    private List<Active> told() {
        return EmbeddedKafka.events(Topics.ACTIVITY, "ses_" + requestId, Active.class);
    }
}
