package io.aman.notification.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {

    /** The vector of standard-webhooks/standard-webhooks, libraries/javascript/src/webhook.test.ts. */
    @Test
    void itSignsAsTheReferenceDoes() {
        var secret = SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Property
    void itSignsAsTheLibraryOfReceiversDoes(@ForAll @Size(min = 24, max = 64) byte[] key, @ForAll String body)
            throws WebhookSigningException {
        var text = "whsec_" + Base64.getEncoder().encodeToString(key);
        var sent = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(SigningSecret.of(text)
                        .sign("whm_1", Instant.ofEpochSecond(1_700_000_000), sent.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Webhook(text).sign("whm_1", 1_700_000_000, sent));
    }

    @Test
    void aNewOneHasThirtyTwoRandomBytesAndIsNeverPrinted() {
        var secret = SigningSecret.random();

        assertThat(secret.reveal()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(SigningSecret.random().reveal()).isNotEqualTo(secret.reveal());
        assertThat(SigningSecret.of(secret.reveal()).reveal()).isEqualTo(secret.reveal());
        assertThat(secret).hasToString("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_AAAA", "whsec_not base64!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void whatIsNoSecretIsRefusedAndNotQuoted(String text) {
        assertThatThrownBy(() -> SigningSecret.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("a webhook's secret");
    }
}
