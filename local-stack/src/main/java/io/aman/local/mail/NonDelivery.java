package io.aman.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/**
 * A report that a mail reached nobody, as Postfix writes it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3464">RFC 3464</a>
 */
final class NonDelivery {

    private static final Session NO_SERVER = Session.getInstance(new Properties());

    private NonDelivery() {}

    /** @param returnPath of the mail, to which the report goes */
    static MimeMessage report(String returnPath, String recipient, Instant at) throws MessagingException {
        var text = """
                From: Mail Delivery System <MAILER-DAEMON@aman.local>
                To: %1$s
                Subject: Undelivered Mail Returned to Sender
                Date: %3$s
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="returned"

                --returned
                Content-Type: text/plain; charset=utf-8

                <%2$s>: host mx.gone.example said: 550 5.1.1 no such user

                --returned
                Content-Type: message/delivery-status

                Reporting-MTA: dns; aman.local
                Arrival-Date: %3$s

                Final-Recipient: rfc822; %2$s
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.gone.example
                Diagnostic-Code: smtp; 550 5.1.1 no such user

                --returned--
                """.formatted(
                        returnPath, recipient, DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC)));
        var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new MimeMessage(NO_SERVER, new ByteArrayInputStream(bytes));
    }
}
