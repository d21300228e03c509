package io.aman.platform;

import static io.aman.platform.ShopClient.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a caller or a producer hands over never turns up in the log. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class PlantedSecretTest {

    private static final String PLANTED = "planted-4242424242424242";

    @Autowired
    private ShopApplication.ShopProperties properties;

    @LocalServerPort
    private int port;

    @Test
    void configurationIsReadButNeverShown() {
        assertThat(properties.apiKey().reveal()).isEqualTo("planted-configuration-secret");
        assertThat(properties.toString()).doesNotContain("planted");
    }

    @Test
    void requestsLeaveNothingInTheLog(CapturedOutput log) {
        var client = new ShopClient(port);
        var token = TestTokens.bearer(PLANTED);
        client.send(client.order(newKey(), "{\"item\":\"" + PLANTED));
        client.send(client.order(newKey(), "{\"" + PLANTED + "\":1}"));
        client.send(client.order(newKey(), "{\"item\":\"" + PLANTED + "\",\"count\":-1}"));
        client.send(client.request("/api/shop/me").header("Authorization", "Bearer " + PLANTED));
        client.send(client.request("/api/shop/bug").header("Authorization", token));

        assertThat(log.getAll()).contains("/api/shop/bug failed"); // the log is the one we look at
        assertThat(log.getAll()).doesNotContain(PLANTED).doesNotContain(token.substring(7));
    }

    @Test
    void recordsThatCannotBeReadLeaveNothingInTheLog(CapturedOutput log) {
        var key = Ids.random("usr_");
        var event = new EventEnvelope<>(
                "evt_" + key, "/session-service", key, Instant.EPOCH, new UserEvent.RegistrationRepeated(key));

        EmbeddedKafka.send(
                Topics.SESSIONS,
                key,
                new EventCodec().headers(event),
                ("{\"userId\":{\"" + PLANTED + "\":").getBytes(StandardCharsets.UTF_8));

        await().until(() -> log.getAll().contains("Parked a record of sessions.v1.dlt"));
        assertThat(log.getAll()).doesNotContain(PLANTED);
    }
}
