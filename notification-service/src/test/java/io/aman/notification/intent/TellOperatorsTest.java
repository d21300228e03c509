package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aman.notification.Wiring;
import io.aman.platform.Secret;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What operators are told of alerts about the services themselves. */
class TellOperatorsTest {

    private static final String TOKEN = "a-token-of-alertmanager-0123456789";

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("alerts"));
    private final Wiring service = Wiring.start(
            mongo,
            MutableClock.at("2026-11-25T10:00:00Z"),
            1,
            Map.of("notification.operators.addresses", "duty@example.com,night@example.com"));

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aGroupIsToldOnceWhileItFiresAndOnceWhenItIsOver() {
        tell(alert("a", "firing"));
        tell(alert("a", "firing"));
        assertThat(deliveries()).hasSize(2);
        assertThat(told("to")).containsExactlyInAnyOrder("duty@example.com", "night@example.com");
        assertThat(subjects()).containsOnly("Operations: OutboxIsStuck – It lasts");
        assertThat(told("text"))
                .allSatisfy(text -> assertThat(text)
                        .contains(
                                "3 events of payment-service wait for Kafka",
                                "docs/runbooks/outbox-is-stuck.md",
                                "Somebody has to look at once",
                                "1 alert"));

        tell(alert("a", "resolved"));
        tell(alert("a", "resolved"));
        assertThat(deliveries()).hasSize(4);
        assertThat(subjects()).contains("Operations: OutboxIsStuck – It is over");
    }

    @Test
    void whatJoinsAGroupIsToldAndTheOrderOfAlertsIsNothing() {
        tell(alert("a", "firing"));
        tell(alert("a", "firing"), alert("b", "firing"));
        tell(alert("b", "firing"), alert("a", "firing"));
        assertThat(deliveries()).hasSize(4);
        assertThat(told("text")).filteredOn(text -> text.contains("2 alerts")).hasSize(2);

        tell(alert("b", "resolved"), alert("a", "firing"));
        assertThat(deliveries()).hasSize(6);
        assertThat(subjects()).containsOnly("Operations: OutboxIsStuck – It lasts");
    }

    @Test
    void anAlertThatFiresAnewIsToldAnew() {
        tell(alert("a", "firing"));
        tell(alert("a", "firing").replace("09:58", "09:59"));
        assertThat(deliveries()).hasSize(4);
    }

    @Test
    void whatAnAlertSaysBreaksOutOfNothing() {
        tell(alert("a", "firing").replace("OutboxIsStuck", "x\\r\\nBcc: all").replace("events", "<script>"));
        assertThat(subjects()).containsOnly("Operations: x Bcc: all – It lasts");
        assertThat(told("html")).allSatisfy(html -> assertThat(html).doesNotContain("<script>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"alerts\": []}",
                "{\"alerts\": [null]}",
                "{\"alerts\": [{\"status\": \"firing\"}]}",
                "{\"alerts\": [{\"status\": \"odd\", \"fingerprint\": \"a\", \"startsAt\": \"2026-11-25T09:58:00Z\"}]}",
                "{\"alerts\": [{\"status\": \"firing\", \"fingerprint\": \"a\", \"startsAt\": \"yesterday\"}]}"
            })
    void whatIsNoGroupIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> AlertGroup.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anyOfTheTokensIsGoodAndNothingElse() {
        var hook = new AlertHookProperties(List.of(Secret.of("new-" + TOKEN), Secret.of(TOKEN)));
        assertThat(hook.admits("Bearer " + TOKEN)).isTrue();
        assertThat(hook.admits("bearer new-" + TOKEN)).isTrue();
        for (var other : List.of("", "Bearer", "Bearer ", TOKEN, "Basic " + TOKEN, "Bearer " + TOKEN + "x")) {
            assertThat(hook.admits(other)).as(other).isFalse();
        }
        assertThat(new AlertHookProperties(List.of()).admits("Bearer " + TOKEN)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlertHookProperties(List.of(Secret.of("short"))))
                .withMessageNotContaining("short\"");
        assertThat(hook.toString()).doesNotContain(TOKEN);
    }

    /** As Alertmanager 0.25 writes one. */
    private static String alert(String fingerprint, String status) {
        var end = status.equals("firing") ? "0001-01-01T00:00:00Z" : "2026-11-25T09:59:30.5Z";
        return """
                {"status": "%s", "labels": {"alertname": "OutboxIsStuck", "service": "payment-service",
                "severity": "page"}, "annotations": {"summary": "3 events of payment-service wait for Kafka",
                "runbook": "docs/runbooks/outbox-is-stuck.md"}, "startsAt": "2026-11-25T09:58:00.123Z",
                "endsAt": "%s", "generatorURL": "http://prometheus/graph", "fingerprint": "%s"}
                """.formatted(status, end, fingerprint);
    }

    private void tell(String... alerts) {
        var group = """
                {"receiver": "page", "status": "firing", "alerts": [%s], "groupLabels": {}, "commonLabels": {},
                "commonAnnotations": {}, "externalURL": "http://alertmanager", "version": "4",
                "groupKey": "{}:{}", "truncatedAlerts": 0}
                """.formatted(String.join(",", alerts));
        service.get(TellOperators.class).of(AlertGroup.read(group.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Document> deliveries() {
        return mongo.findAll(Document.class, "deliveries");
    }

    private List<String> subjects() {
        return deliveries().stream()
                .map(delivery -> delivery.getString("subject"))
                .toList();
    }

    private List<String> told(String part) {
        return deliveries().stream()
                .map(delivery -> Wiring.body(delivery).get(part))
                .toList();
    }
}
