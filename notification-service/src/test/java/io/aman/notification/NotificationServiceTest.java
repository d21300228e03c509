package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.FactorEvent.CodeRequested;
import io.aman.events.FactorEvent.FactorAdded;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.testing.EmbeddedKafka;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.test.web.servlet.client.RestTestClient;

/** From an event to the people who are told of it. */
class NotificationServiceTest extends WholeService {

    @Test
    void operatorsHearOfAlertsFromAlertmanagerAloneAndOnce() throws Exception {
        var alerts = """
                {"version": "4", "status": "firing", "alerts": [{"status": "firing", "labels": {"alertname": "%s"},
                "startsAt": "2026-11-25T09:59:00Z", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "%s"}]}
                """.formatted(payer, payer);

        for (var stranger : List.of("", "Bearer", "Bearer " + ALERTS_TOKEN + "x", "Basic " + ALERTS_TOKEN)) {
            tellOfAlerts(stranger, alerts).expectStatus().isUnauthorized();
        }
        tellOfAlerts("Bearer " + ALERTS_TOKEN, "{}").expectStatus().isBadRequest();
        tellOfAlerts("Bearer " + ALERTS_TOKEN, alerts).expectStatus().isNoContent();
        tellOfAlerts("Bearer " + ALERTS_TOKEN, alerts).expectStatus().isNoContent();

        Awaitility.await().until(() -> mailsAbout(payer).size() == 1);
        assertThat(mailsAbout(payer).getFirst().getAllRecipients())
                .singleElement()
                .hasToString("duty@aman.test");
    }

    private RestTestClient.ResponseSpec tellOfAlerts(String authorization, String alerts) {
        return client.post()
                .uri("/internal/alerts")
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .body(alerts)
                .exchange();
    }

    private static List<MimeMessage> mailsAbout(String alarm) {
        return Arrays.stream(MAILS.getReceivedMessages())
                .filter(mail -> subject(mail).contains(alarm))
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPaymentReachesItsPayerByMailAndInbox() throws Exception {
        register("ar");
        var event = capture();

        var mail = awaitMails(1).getFirst();
        assertThat(mail.getSubject()).isEqualTo("إيصال الدفع: 12.500\u00A0د.ك");
        assertThat(mail.getHeader("X-Aman-Event")).containsExactly(event);
        assertThat(mail.getMessageID()).matches("<dlv_[0-9a-f]{32}@aman\\.local>");
        assertThat(mail.getHeader("traceparent"))
                .singleElement()
                .asString()
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]");

        get("/api/notifications")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].type")
                .isEqualTo("payment-receipt")
                .jsonPath("$.items[0].title")
                .isEqualTo(mail.getSubject())
                .jsonPath("$.items[0].read")
                .isEqualTo(false)
                .jsonPath("$.items[0].createdAt")
                .exists()
                .jsonPath("$.nextCursor")
                .doesNotExist();
        assertUnread(1);
    }

    @Test
    void aNoticeHasItsLinkInTheMailAndNowhereElse(CapturedOutput log) throws Exception {
        register("ar");
        var link = "https://pay.example.com/not-me#planted-" + payer;
        var secrets = Map.of(AccountEvent.NOT_ME, link);

        send(
                Topics.SESSIONS,
                Ids.random("evt_"),
                new FactorAdded(
                        payer,
                        "totp",
                        "هاتفي",
                        AT,
                        Actor.user(payer, "203.0.113.7"),
                        sealed(FactorAdded.class, secrets)));

        var mail = awaitMails(1).getFirst();
        assertThat(mail.getSubject()).isEqualTo("أُضيف عامل تحقق ثانٍ إلى حسابك");
        var parts = (MimeMultipart) mail.getContent();
        for (int i = 0; i < 2; i++) {
            assertThat(parts.getBodyPart(i).getContent()).asString().contains(link);
        }
        get("/api/notifications")
                .expectBody(String.class)
                .value(inbox -> assertThat(inbox).contains("factor-added").doesNotContain("planted-"));
        assertThat(log.getAll()).doesNotContain("planted-" + payer);
    }

    @Test
    void aCodeReachesTheTelephoneAndNoMailbox() {
        register("en");
        var number = "+965" + String.format(Locale.ROOT, "%08d", Math.floorMod(payer.hashCode(), 100_000_000));
        var secrets = Map.of(AccountEvent.TO, number, AccountEvent.CODE, "491827");
        var now = Instant.now();

        send(
                Topics.SESSIONS,
                Ids.random("evt_"),
                new CodeRequested(
                        payer, "sms", "sign-in", now, Actor.user(payer, null), sealed(CodeRequested.class, secrets)));

        Awaitility.await()
                .untilAsserted(() -> assertThat(SHORT_MESSAGES)
                        .anyMatch(form -> form.contains(number.substring(1)) && form.contains("491827")));
        assertUnread(1);
        assertThat(mails()).isEmpty();
    }

    private String sealed(Class<? extends AccountEvent> type, Map<String, String> secrets) {
        return Wiring.SEALED.seal(secrets, AccountEvent.sealingContext(type, payer));
    }

    @Test
    void aPaymentThatArrivesManyTimesAndBeforeItsPayerIsMailedOnce() {
        var id = Ids.random("evt_");
        sendCaptured(id);
        sendCaptured(id);
        register("en");
        sendCaptured(id);
        capture();

        awaitMails(2);
        assertUnread(2);
    }

    @Test
    void theTraceOfAnEventGoesOnIntoTheMail() throws Exception {
        register("en");
        var trace = "0af7651916cd43dd8448eb211c80319c";
        var event = new EventEnvelope<>(Ids.random("evt_"), "/test", payer, AT, captured());
        var codec = new EventCodec();
        var headers = codec.headers(event);
        headers.put("traceparent", "00-%s-b7ad6b7169203331-01".formatted(trace));

        EmbeddedKafka.send(Topics.PAYMENTS, payer, headers, codec.write(event.data()));

        assertThat(awaitMails(1).getFirst().getHeader("traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + trace);
    }
}
