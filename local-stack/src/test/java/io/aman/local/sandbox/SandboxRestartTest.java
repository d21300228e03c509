package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.StripeException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxRestartTest {
    @TempDir
    Path folder;

    @Test
    void aRestartKeepsStateKeysAndWhatIsOwed() throws StripeException {
        var options = SandboxOptions.forTests().keptIn(folder);
        String id;
        String before;
        try (var stripe = new StripeAccount(options)) {
            stripe.received.answer(Received.NOBODY);
            id = stripe.held(12_500).getId();
            before = stripe.client
                    .v1()
                    .paymentIntents()
                    .capture(id, StripeAccount.key("capture"))
                    .toJson();
            assertThat(stripe.received.about(id)).isEmpty();
        }
        try (var stripe = new StripeAccount(options)) {
            await().untilAsserted(() -> assertThat(stripe.received.types(id))
                    .containsExactly(
                            "payment_intent.created",
                            "payment_intent.amount_capturable_updated",
                            "payment_intent.succeeded"));
            var intents = stripe.client.v1().paymentIntents();
            assertThat(intents.retrieve(id).toJson()).isEqualTo(before);
            assertThat(intents.capture(id, StripeAccount.key("capture")).toJson())
                    .isEqualTo(before);
            assertThat(stripe.sandbox.stripe().captures(id)).isOne();
        }
        try (var stripe = new StripeAccount(options)) {
            assertThat(stripe.sandbox.webhooks().about(id))
                    .allMatch(event -> event.path("state").asString().equals("DELIVERED"));
            assertThat(stripe.received.about(id)).isEmpty();
        }
    }
}
