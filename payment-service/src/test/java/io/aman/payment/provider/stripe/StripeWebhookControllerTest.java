package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import io.aman.payment.provider.Notices;
import io.aman.platform.Secret;
import io.aman.platform.webhook.LimitedBody;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;

class StripeWebhookControllerTest {

    private static final String EVENT =
            "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"payment_intent.created\",\"data\":{\"object\":{}}}";

    private static ResponseEntity<?> delivered(Notices notices) throws Exception {
        var signature = new StripeSignature(List.of(Secret.of("whsec")), Duration.ofMinutes(5), Clock.systemUTC());
        return new StripeWebhookController(signature, notices, (_, _) -> {}, new LimitedBody(DataSize.ofBytes(1000)))
                .receive(
                        new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)),
                        Webhook.Signature.generateSignatureHeader(EVENT, "whsec"));
    }

    @Test
    void whatCouldNotBeStoredIsNotAcknowledged() throws Exception {
        var answer = delivered(_ -> {
            throw new DataAccessResourceFailureException("the database is away");
        });
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
    }

    @Test
    void whatIsStoredIs() throws Exception {
        assertThat(delivered(_ -> true).getStatusCode().value()).isEqualTo(200);
    }
}
