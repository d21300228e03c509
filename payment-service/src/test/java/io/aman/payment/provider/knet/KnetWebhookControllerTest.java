package io.aman.payment.provider.knet;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.provider.Notices;
import io.aman.platform.webhook.LimitedBody;
import io.aman.testing.EmbeddedMongo;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;

class KnetWebhookControllerTest {

    private static final String BODY = KnetVectors.CIPHER.encrypt("paymentid=1&result=CAPTURED&trackid=T1&amt=1.500");

    private static ResponseEntity<?> delivered(Notices notices) throws Exception {
        var attempts = new MongoKnetAttempts(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("knet")));
        attempts.open(KnetAttempt.opened(
                "T1",
                "pay_1",
                "knet_pay_1",
                new Money(1_500, "KWD"),
                URI.create("https://shop.example/return?lang=en&payment=pay_1#top"),
                Clock.systemUTC().instant()));
        return new KnetWebhookController(
                        KnetVectors.CIPHER,
                        attempts,
                        notices,
                        Clock.systemUTC(),
                        new LimitedBody(DataSize.ofBytes(1000)))
                .receive(new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatCouldNotBeStoredIsNotAcknowledgedSoThatKnetReverses() throws Exception {
        var answer = delivered(_ -> {
            throw new DataAccessResourceFailureException("the database is away");
        });
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(String.valueOf(answer.getBody())).doesNotContain("REDIRECT=");
    }

    @Test
    void whatIsStoredOrWasIsAcknowledged() throws Exception {
        assertThat(delivered(_ -> true).getBody())
                .isEqualTo("REDIRECT=https://shop.example/return?lang=en&payment=pay_1#top");
        assertThat(delivered(_ -> false).getStatusCode().value()).isEqualTo(200);
    }
}
