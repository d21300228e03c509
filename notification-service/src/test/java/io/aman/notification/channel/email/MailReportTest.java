package io.aman.notification.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.channel.email.MailReport.Line;
import io.aman.notification.delivery.DeliveryState;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3464, with the codes of RFC 3463. */
class MailReportTest {

    private static final String TO = "bounces+x@aman.test";

    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, BOUNCED, true",
        "Failed, 5.1.10, BOUNCED, true",
        "FAILED, 5.2.1 (mailbox disabled), BOUNCED, true",
        "failed, 5.1.2, BOUNCED, true",
        "failed, 5.1.8, UNDELIVERED, false",
        "failed, 5.2.2, UNDELIVERED, false",
        "failed, 5.7.1, UNDELIVERED, false",
        "failed, 5.0.0, UNDELIVERED, false",
        "failed, 4.4.7, UNDELIVERED, false",
        "failed, none of your business, UNDELIVERED, false",
        "delivered, 2.1.5, DELIVERED, false"
    })
    void anAddressIsOfNoUseOnlyWhereNoneIsThere(
            String action, String status, DeliveryState state, boolean unreachable) {
        assertThat(lines(Bounces.report(TO, action, status))).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(state);
            assertThat(line.unreachable()).isEqualTo(unreachable);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"delayed", "relayed", "expanded", "", "unheard-of"})
    void whatIsNotTheEndSaysNothing(String action) {
        assertThat(lines(Bounces.report(TO, action, "5.1.1"))).isEmpty();
    }

    @Test
    void theReasonIsACodeAndNothingThatTheyWrote() {
        assertThat(lines(Bounces.report(TO, "failed", "5.1.1 stranger@example.com")))
                .containsExactly(new Line(DeliveryState.BOUNCED, "mail-5.1.1", true));
    }

    @Test
    void whatAnotherServerEncodedIsRead() {
        var status = """
                Reporting-MTA: dns; x

                Action: failed
                Status: 5.1.1

                Action: failed
                Status: 4.2.2
                """;
        var mail = """
                Delivered-To: bounces+x@aman.test
                Content-Type: Multipart/Report; Report-Type="DELIVERY-STATUS"; boundary=b

                --b
                Content-Type: message/global-delivery-status
                Content-Transfer-Encoding: base64

                %s
                --b--
                """.formatted(Base64.getMimeEncoder().encodeToString(status.getBytes(StandardCharsets.US_ASCII)));

        assertThat(read(mail)).hasValueSatisfying(report -> {
            assertThat(report.to()).isEqualTo(TO);
            assertThat(report.lines()).extracting(Line::reason).containsExactly("mail-5.1.1", "mail-4.2.2");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no mail",
                "Subject: Out of office\n\nI am away.",
                "Content-Type: ;;;=\n\n",
                "Content-Type: multipart/report\n\n--x",
                "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\n--b--",
                "Content-Type: multipart/mixed; report-type=delivery-status; boundary=b\n\n--b\n"
                        + "Content-Type: message/delivery-status\n\nA: b\n\nAction: failed\nStatus: 5.1.1\n--b--"
            })
    void whatIsNoReportIsNone(String mail) {
        assertThat(read(mail)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/report; report-type=delivery-status\n\n",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
                        + "Content-Type: message/delivery-status"
            })
    void aReportThatBreaksOffSaysNothing(String mail) {
        assertThat(read(mail).map(MailReport::lines).orElse(List.of())).isEmpty();
    }

    @Test
    void aReportAboutThousandsIsReadUpToALimit() {
        var many = "\nAction: failed\nStatus: 5.1.1\n".repeat(5_000);
        var mail = """
                To: a@b.c
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; x
                %s
                --b--
                """.formatted(many);

        assertThat(read(mail).orElseThrow().lines()).hasSizeBetween(1, 16);
    }

    @Property(tries = 300)
    void howeverItIsDamagedNothingBreaks(@ForAll @IntRange(max = 5_000) int at, @ForAll byte[] garbage) {
        var mail = Bounces.report(TO, "failed", "5.1.1");
        var from = at % mail.length;
        System.arraycopy(garbage, 0, mail, from, Math.min(garbage.length, mail.length - from));

        assertThat(MailReport.read(mail)).isNotNull();
    }

    private static List<Line> lines(byte[] mail) {
        return MailReport.read(mail).orElseThrow().lines();
    }

    private static Optional<MailReport> read(String mail) {
        return MailReport.read(mail.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
