package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.SandboxedService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is done at Stripe without us, in its dashboard or by the payer's bank, arrives here. */
class StripeBooksApiTest extends SandboxedService {

    private static JsonNode atStripe(String path, String body) throws Exception {
        URI uri = SANDBOX.baseUrl().resolve("/_sandbox/stripe/" + path);
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(
                    HttpRequest.newBuilder(uri)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(response.body());
        }
    }

    private String captured() {
        var id = authorized();
        assertThat(capture(id).status()).isEqualTo(200);
        return id;
    }

    @Test
    void aRefundMadeInTheDashboardIsTakenOver() throws Exception {
        var id = captured();
        atStripe("payment_intents/" + ref(id) + "/refund", "{\"amount\":2500}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("state")).isEqualTo("PARTIALLY_REFUNDED"));
        assertThat(payment(id).json().path("refundedMinor").asLong()).isEqualTo(2_500);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(id))
                        .filteredOn(PaymentEvent.Refunded.class::isInstance)
                        .singleElement()
                        .extracting("refunded")
                        .isEqualTo(new Money(2_500, "KWD")));
        assertThat(audit(id).toString()).contains("REFUND_ADOPTED");
    }

    @Test
    void aDisputeOpensAndIsWon() throws Exception {
        var id = captured();
        var dispute = atStripe("payment_intents/" + ref(id) + "/dispute", "{}")
                .path("id")
                .asString();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("dispute")).isEqualTo("OPEN"));
        atStripe("disputes/" + dispute + "/close", "{\"outcome\":\"won\"}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(payment(id).string("dispute")).isEqualTo("WON"));
        assertThat(payment(id).string("state")).isEqualTo("CAPTURED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(id))
                        .filteredOn(PaymentEvent.Disputed.class::isInstance)
                        .extracting("status")
                        .containsExactly(DisputeStatus.OPEN, DisputeStatus.WON));
    }

    @Test
    void anInquiryThatIsClosedIsWonAndALostDisputeIsLost() throws Exception {
        for (var outcome : new String[][] {{"warning_closed", "WON"}, {"lost", "LOST"}}) {
            var id = captured();
            var dispute = atStripe("payment_intents/" + ref(id) + "/dispute", "{}")
                    .path("id")
                    .asString();
            atStripe("disputes/" + dispute + "/close", "{\"outcome\":\"" + outcome[0] + "\"}");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(payment(id).string("dispute")).isEqualTo(outcome[1]));
        }
    }
}
