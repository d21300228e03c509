package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.channel.email.Bounces;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.template.Category;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Mails that come back, as the mail server pipes them in (RFC 3464). */
@ExtendWith(OutputCaptureExtension.class)
class MailReportApiTest extends CarriedMessages {

    private static final String WEBHOOK = "/api/notifications/webhook/mail";

    private final EmailAddress address = new EmailAddress(person + "@example.com");

    @Test
    void aMailThatComesBackIsBouncedAndItsAddressLeftAlone(CapturedOutput log) {
        var id = sent();
        assertThat(MAIL_SERVER.senders()).contains(Bounces.returnPath(id));

        assertThat(post(report(id, "failed", "5.1.1")).body()).isEqualTo("{\"noted\":1}");

        var bounced = awaitState(id, "BOUNCED");
        assertThat(bounced.path("sends").path(0).path("reason").asString()).isEqualTo("mail-5.1.1");
        var next = send("email", address, Category.PAYMENTS, null);
        assertThat(awaitState(next, "FAILED").path("reason").asString()).isEqualTo("suppressed:mail-5.1.1");
        assertThat(log.getAll()).doesNotContain(address.value(), "stranger@example.com");
    }

    @Test
    void aFullMailboxIsNotReachedAndIsWrittenToAgain() {
        var id = sent();

        post(report(id, "failed", "5.2.2"));

        awaitState(id, "UNDELIVERED");
        assertThat(sent()).isNotEqualTo(id);
    }

    @Test
    void reportsInAnyOrderAndAsOftenAsTheyComeEndTheSame() {
        var id = sent();
        for (var report : List.of("delivered 2.0.0", "failed 5.2.2", "delayed 4.4.1", "delivered 2.0.0")) {
            var said = report.split(" ");
            assertThat(post(report(id, said[0], said[1])).statusCode()).isEqualTo(200);
        }

        assertThat(awaitState(id, "DELIVERED").path("sends").size()).isOne();
    }

    @Test
    void aReportUnderAnotherNameNotesNothing() {
        var id = sent();
        var forged = Bounces.returnPath(id).replaceFirst("[.][0-9a-z]+@", ".0000000000000000@");

        for (var to : List.of(forged, Bounces.MAILBOX, "bounces+" + id + "@aman.test", address.value())) {
            assertThat(post(Bounces.report(to, "failed", "5.1.1")).body()).isEqualTo("{\"noted\":0}");
        }

        assertThat(post("Subject: I am away\r\n\r\nUntil Monday.".getBytes(StandardCharsets.US_ASCII))
                        .body())
                .isEqualTo("{\"noted\":0}");
        assertThat(sent()).isNotEqualTo(id);
        assertThat(delivery(id).path("state").asString()).isEqualTo("SENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer another-token-of-thirty-two-characters", BOUNCE_TOKEN})
    void whoShowsNoTokenIsNotHeard(String authorization) {
        var id = sent();
        var request =
                HttpRequest.newBuilder(uri(WEBHOOK)).POST(BodyPublishers.ofByteArray(report(id, "failed", "5.1.1")));

        var answer = exchange(authorization.isEmpty() ? request : request.header("Authorization", authorization));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("SESSION_INVALID");
        assertThat(sent()).isNotEqualTo(id);
    }

    @Test
    void aReportThatIsTooLargeIsRefused() {
        assertThat(post(new byte[256 * 1024 + 1]).statusCode()).isEqualTo(413);
    }

    private String sent() {
        var id = send("email", address, Category.PAYMENTS, null);
        awaitState(id, "SENT");
        return id;
    }

    private static byte[] report(String id, String action, String status) {
        return Bounces.report(Bounces.returnPath(id), action, status);
    }

    private HttpResponse<String> post(byte[] mail) {
        return exchange(HttpRequest.newBuilder(uri(WEBHOOK))
                .header("Authorization", "Bearer " + BOUNCE_TOKEN)
                .header("Content-Type", "message/rfc822")
                .POST(BodyPublishers.ofByteArray(mail)));
    }
}
