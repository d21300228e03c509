package io.aman.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aman.notification.Wiring;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The queue and the e-mail channel against real mail servers. */
@ExtendWith(OutputCaptureExtension.class)
class EmailDeliveryTest {

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("email"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void aMailSaysInItsHeadersWhatItIs() throws Exception {
        var mails = greenMail(0);
        var queue = start(mails.getSmtp().getPort());

        queue.add("a");
        queue.deliverAll();

        var mail = onlyMailOf(mails);
        assertThat(mail.getSubject()).isEqualTo("إيصال الدفع: 12.500 د.ك");
        assertThat(mail.getContentLanguage()).containsExactly("ar");
        assertThat(mail.getMessageID()).isEqualTo("<%s@aman.test>".formatted(Delivery.idOf("a", "email")));
        assertThat(mail.getHeader("X-Aman-Event")).containsExactly("evt_a");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getFrom()[0]).hasToString("Aman <no-reply@aman.test>");
        assertThat(mail.getAllRecipients()).singleElement().hasToString("a@example.com");
        assertThat(mail.getSentDate()).isEqualTo(clock.instant());
    }

    @Test
    void aMailIsTextAndHtmlPlainestFirst() throws Exception {
        var mails = greenMail(0);
        var queue = start(mails.getSmtp().getPort());

        queue.add("a");
        queue.deliverAll();

        var mail = onlyMailOf(mails);
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType())
                .startsWith("text/plain")
                .containsIgnoringCase("utf-8");
        assertThat(parts.getBodyPart(0).getContent()).asString().isEqualToIgnoringNewLines("النص\nالثاني\n");
        assertThat(parts.getBodyPart(1).getContentType())
                .startsWith("text/html")
                .containsIgnoringCase("utf-8");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>النص</p>");
    }

    @Test
    void aMailServerThatWasAwayGetsEachMailOnce() throws Exception {
        var first = greenMail(0);
        var port = first.getSmtp().getPort();
        first.stop();
        var queue = start(port);
        queue.add("a");
        queue.add("b");

        for (int minute = 0; minute < 15; minute++) {
            queue.deliverAll();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(queue.stored("a")).containsKey("nextAttemptAt");
        assertThat(queue.stored("a").getString("reason")).isIn("smtp-unreachable", "provider-left-alone");

        var back = greenMail(port);
        clock.advance(Duration.ofMinutes(10));
        queue.deliverAll();
        clock.advance(Duration.ofDays(1));
        queue.deliverAll();

        assertThat(back.getReceivedMessages()).hasSize(2);
        assertThat(queue.failed()).isEmpty();
    }

    @Test
    void aSecondMailServerTakesOverWhereTheFirstTakesNothing() throws Exception {
        var second = greenMail(0);
        try (var first = new ScriptedSmtp().answer("MAIL", "421 4.3.2 shutting down")) {
            var queue = start(first.port(), standby(second));
            queue.add("a");

            queue.deliverAll();

            assertThat(onlyMailOf(second).getMessageID())
                    .isEqualTo("<%s@aman.test>".formatted(Delivery.idOf("a", "email")));
        }
    }

    @Test
    void aSecondMailServerGetsNothingThatTheFirstMayHaveSent() {
        var second = greenMail(0);
        try (var first = new ScriptedSmtp().answer(".", ScriptedSmtp.HANG_UP)) {
            var queue = start(first.port(), standby(second));
            queue.add("a");

            queue.deliverAll();
            first.answer("MAIL", "421 4.3.2 shutting down");
            clock.advance(Duration.ofMinutes(1));
            queue.deliverAll();
            first.answer("MAIL", "250 fine").answer(".", "250 fine");
            clock.advance(Duration.ofMinutes(1));
            queue.deliverAll();

            assertThat(second.getReceivedMessages()).isEmpty();
            assertThat(first.accepted()).hasSize(2);
            assertThat(queue.stored("a")).containsEntry("state", "sent");
        }
    }

    private static Map<String, Object> standby(GreenMail server) {
        return Map.of(
                "notification.email.standby.host",
                "127.0.0.1",
                "notification.email.standby.port",
                server.getSmtp().getPort());
    }

    @Test
    void anAddressThatDoesNotExistFailsAtOnceAndTheOthersGo() {
        try (var server = new ScriptedSmtp().answer("RCPT TO:<GONE@", "550 5.1.1 <gone@example.com>: no such user")) {
            var queue = start(server.port());
            queue.add("gone");
            queue.add("here");

            queue.deliverAll();

            assertThat(server.accepted()).containsExactly("here@example.com");
            assertThat(queue.failed()).singleElement().satisfies(failure -> {
                assertThat(failure.reason()).isEqualTo("smtp-550");
                assertThat(failure.attempts()).isOne();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 450 4.2.1 mailbox busy,        smtp-450",
        "RCPT, 452 4.2.2 mailbox full,        smtp-452",
        "DATA, 451 4.3.0 try later,           smtp-451",
        ".,    452 4.3.1 no space,            smtp-452",
        "MAIL, 550 5.7.1 sender not welcome,  smtp-550",
        "MAIL, 421 4.3.2 shutting down,       smtp-421",
        "EHLO, '',                            smtp-unreachable",
        "RCPT, '',                            smtp-unreachable",
        ".,    '',                            smtp-no-answer",
    })
    void whatMayPassIsTriedAgain(String command, String answer, String reason) {
        try (var server = new ScriptedSmtp().answer(command, answer)) {
            var queue = start(server.port());
            queue.add("a");

            queue.deliverAll();

            assertThat(queue.failed()).isEmpty();
            assertThat(queue.stored("a")).containsEntry("reason", reason).containsKey("nextAttemptAt");
            server.answer(command, command.startsWith("DATA") ? "354 go on" : "250 fine");
            clock.advance(Duration.ofMinutes(1));
            queue.deliverAll();
            assertThat(queue.stored("a")).containsKey("sentAt");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 553 5.1.3 bad address,  smtp-553",
        "RCPT, 552 5.2.2 over quota,   smtp-552",
        "DATA, 554 5.6.0 not this,     smtp-554",
        ".,    554 5.7.1 looks bad,    smtp-554",
    })
    void aMessageThatIsRefusedForGoodFails(String command, String answer, String reason) {
        try (var server = new ScriptedSmtp().answer(command, answer)) {
            var queue = start(server.port());
            queue.add("a");

            queue.deliverAll();

            assertThat(queue.failed()).extracting(FailedDelivery::reason).containsExactly(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"not an address", "a@b@c", "'a@example.com, b@example.com'", "'a@example.com\r\nBcc: b@example.com'"})
    void anAddressThatIsNoneFailsWithoutBeingSent(String address) throws Exception {
        var mails = greenMail(0);
        var queue = start(mails.getSmtp().getPort());

        queue.add("a", address);
        queue.deliverAll();

        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(queue.failed()).extracting(FailedDelivery::reason).containsExactly("address-malformed");
    }

    @Test
    void noAddressIsEverLogged(CapturedOutput output) {
        try (var server = new ScriptedSmtp()
                .answer("RCPT TO:<GONE@", "550 5.1.1 <gone@example.com>: no such user")
                .answer("RCPT TO:<BUSY@", "450 4.2.1 <busy@example.com>: busy")) {
            var queue = start(server.port());
            queue.add("gone");
            queue.add("busy");
            queue.add("malformed", "mal formed@example.com");
            queue.deliverAll();
        }

        assertThat(output.getAll())
                .contains("smtp-550", "smtp-450", "address-malformed")
                .doesNotContain("@example.com");
    }

    private GreenMail greenMail(int port) {
        var server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        opened.add(server::stop);
        return server;
    }

    private static MimeMessage onlyMailOf(GreenMail mails) throws MessagingException, IOException {
        assertThat(mails.getReceivedMessages()).hasSize(1);
        return mails.getReceivedMessages()[0];
    }

    private MailQueue start(int port) {
        return start(port, Map.of());
    }

    private MailQueue start(int port, Map<String, Object> properties) {
        var wiring = Wiring.start(mongo, clock, port, properties);
        opened.add(wiring);
        return new MailQueue(wiring.get(Deliveries.class), wiring.get(DeliveryWorker.class), mongo, clock);
    }
}
