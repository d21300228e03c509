package io.aman.security.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Payments that were, judged again by other thresholds. */
class ReplayedPaymentsTest extends WatchedPayments {

    @Test
    void otherThresholdsOfPaymentsShowWhatTheyWouldChangeAndChangeNothing() {
        var begin = clock.instant().minusSeconds(600);
        for (int i = 0; i < 4; i++) {
            declined("e" + i, clock.instant().minusSeconds(60 - i));
        }
        await().until(() -> spendings.of(payer).moves().size() == 4);
        assertThat(assess(Map.of("attemptId", own + "last")).get("decision").asString())
                .isEqualTo("ALLOW");
        var before = spendings.of(payer);

        var report = replay(begin, Map.of("card-testing", Map.of("mode", "ACT", "thresholds", Map.of("declines", 4))));

        var shown = report.get("shown")
                .valueStream()
                .filter(one -> one.path("userId").asString("").equals(payer))
                .toList();
        assertThat(shown).as("%s", report).hasSize(1);
        assertThat(shown.getFirst().get("paymentId").asString()).isEqualTo("pay_next");
        assertThat(shown.getFirst().get("before").asString()).isEqualTo("ALLOW");
        assertThat(shown.getFirst().get("after").asString()).isEqualTo("STEP_UP");
        assertThat(shown.getFirst().get("reasonsAfter").toString()).contains("card-testing");
        assertThat(spendings.of(payer)).isEqualTo(before);
        assertThat(alerts()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void aReplayOfPaymentsTakesTheirDetectorsAlone() {
        var begin = clock.instant().minusSeconds(600);
        for (var wrong : List.<Map<String, ?>>of(
                Map.of("tor", Map.of("mode", "OFF", "thresholds", Map.of())),
                Map.of("card-testing", Map.of("mode", "ACT", "thresholds", Map.of("declines", 0))))) {
            askReplay(begin, wrong, "security.admin").expectStatus().isEqualTo(422);
        }
        askReplay(begin, Map.of("card-testing", Map.of("mode", "OFF", "thresholds", Map.of())))
                .expectStatus()
                .isForbidden();
    }

    private JsonNode replay(Instant from, Map<String, ?> detectors) {
        return Objects.requireNonNull(askReplay(from, detectors, "security.admin")
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private RestTestClient.ResponseSpec askReplay(Instant from, Map<String, ?> detectors, String... permissions) {
        return client().post()
                .uri("/api/security/replays/payments")
                .header("Authorization", bearer("usr_admin", permissions))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "detectors",
                        detectors,
                        "from",
                        from,
                        "to",
                        clock.instant().plusSeconds(60),
                        "warmUpSeconds",
                        3_600))
                .exchange();
    }
}
