package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.provider.Fault;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.notification.template.Category;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What carriers say of messages after they took them. */
@ExtendWith(OutputCaptureExtension.class)
class StatusWebhookApiTest extends CarriedMessages {

    @Test
    void aShortMessageIsDeliveredAsItsCarrierSays(CapturedOutput log) {
        var id = send("sms", new PhoneNumber(number), Category.SECURITY, null);

        var delivery = awaitState(id, "DELIVERED");

        assertThat(delivery.path("sends").path(0).path("provider").asString()).isEqualTo("twilio");
        assertThat(delivery.path("sends").path(0).path("reference").asString()).matches("SM[0-9a-f]{32}");
        assertThat(delivery.toString()).doesNotContain(number).contains("***" + number.substring(10));
        assertThat(log.getAll()).doesNotContain(number.substring(1));
    }

    @Test
    void whatItsCarrierGivesUpIsUndeliveredAndTheNumberSuppressed() {
        var dead = new PhoneNumber("+15005550010");
        var id = send("sms", dead, Category.PAYMENTS, null);
        awaitState(id, "UNDELIVERED");

        var next = send("sms", dead, Category.PAYMENTS, null);
        assertThat(awaitState(next, "FAILED").path("reason").asString()).isEqualTo("suppressed:sms-30005");
        var code = send("sms", dead, Category.SECURITY, null);
        awaitState(code, "UNDELIVERED");

        var listed = get("/api/notifications/suppressions").path("items").path(0);
        assertThat(listed.path("reason").asString()).isEqualTo("sms-30005");
        assertThat(listed.toString()).doesNotContain("5005550010");
        var entry = "/api/notifications/suppressions/" + listed.path("id").asString();
        assertThat(admin("DELETE", entry, null).statusCode()).isEqualTo(204);
        assertThat(admin("DELETE", entry, null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DUPLICATE_WEBHOOK", "REORDER_WEBHOOKS", "DELAY_WEBHOOK", "DROP_WEBHOOK"})
    void whateverHappensToStatusesOnTheirWayTheMessageIsDelivered(Fault.Kind kind) {
        SANDBOX.faults()
                .add(new Fault("meta", kind, Optional.empty(), Pattern.compile("sent"), Duration.ofMillis(100), 0), 1);

        var id = send("whatsapp", whatsApp(), Category.PAYMENTS, null);

        assertThat(awaitState(id, "DELIVERED").path("sends").size()).isOne();
    }

    @Test
    void aReaderIsNotedAndNothingGoesBack() {
        var id = send("whatsapp", whatsApp(), Category.PAYMENTS, null);
        var reference = awaitState(id, "DELIVERED")
                .path("sends")
                .path(0)
                .path("reference")
                .asString();

        command("/_sandbox/meta/messages/" + reference + "/status", "{\"status\":\"read\"}");
        awaitState(id, "READ");
        command("/_sandbox/meta/messages/" + reference + "/status", "{\"status\":\"sent\"}");
        command("/_sandbox/meta/messages/" + reference + "/status", "{\"status\":\"failed\",\"code\":131026}");

        Awaitility.await()
                .untilAsserted(() -> assertThat(SANDBOX.webhooks().about(reference))
                        .hasSize(5)
                        .allMatch(told -> told.path("state").asString().equals("DELIVERED")));
        assertThat(delivery(id).path("state").asString()).isEqualTo("READ");
    }

    @Test
    void whoIsNotOnWhatsAppIsFailedAndSuppressed() {
        var id = send("whatsapp", new WhatsAppNumber("whatsapp:+15005550020"), Category.PAYMENTS, null);

        awaitState(id, "FAILED");

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(get("/api/notifications/suppressions").toString())
                                .contains("whatsapp-131026"));
    }

    @Test
    void whoWroteLatelyIsSentPlainText() {
        var writer = whatsApp();
        command("/_sandbox/meta/inbound", "{\"from\":\"%s\"}".formatted(number.substring(1)));
        Awaitility.await()
                .untilAsserted(() -> assertThat(SANDBOX.webhooks().about(number.substring(1)))
                        .anyMatch(told -> told.path("state").asString().equals("DELIVERED")));

        var id = queued("whatsapp", writer, Category.ACCOUNT, "password-changed", null);

        awaitState(id, "DELIVERED");
        assertThat(SANDBOX.meta()
                        .messages(number.substring(1))
                        .getFirst()
                        .path("type")
                        .asString())
                .isEqualTo("text");
    }

    @Test
    void aWebhookThatNobodySignedChangesNothing() {
        var id = send("sms", new PhoneNumber(number), Category.SECURITY, null);
        awaitState(id, "DELIVERED");
        var path = "/api/notifications/webhook/twilio?delivery=%s&attempt=1&provider=twilio".formatted(id);
        var form = "MessageSid=SM" + "0".repeat(32) + "&MessageStatus=read&To=" + number;

        for (var signature : new String[] {"", "AAAA", "RSOYDt4T1cUTdK1PDd93/VVr8B8="}) {
            var answer = post(path, form, "X-Twilio-Signature", signature);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("INVALID_SIGNATURE").doesNotContain(number);
        }
        assertThat(delivery(id).path("state").asString()).isEqualTo("DELIVERED");
        assertThat(post("/api/notifications/webhook/whatsapp", "{}", "X-Hub-Signature-256", "sha256=00")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(path, "a".repeat(70_000), "X-Twilio-Signature", "AAAA").statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"true, subscribe, 200", "false, subscribe, 403", "true, unsubscribe, 403"})
    void metaIsAnsweredItsChallengeIfItKnowsTheToken(boolean knows, String mode, int status) {
        var token = knows ? SANDBOX.meta().keys().verifyToken() : "guessed";
        var answer = exchange(HttpRequest.newBuilder(uri("/api/notifications/webhook/whatsapp?hub.mode=" + mode
                + "&hub.challenge=1158201444&hub.verify_token=" + token)));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.body()).isEqualTo("1158201444");
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        }
    }
}
