package io.aman.notification.channel.email;

import io.aman.notification.delivery.DeliveryState;
import jakarta.activation.DataSource;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server says became of a mail. Anybody can write one: whom it is to decides whether it is believed, and the
 * addresses that it quotes are not looked at.
 *
 * @param to whom it was sent to, which is the return path of the mail that it is about
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3464">RFC 3464</a>
 */
record MailReport(String to, List<Line> lines) {

    /**
     * About one recipient.
     *
     * @param reason as a code, such as {@code mail-5.1.1}
     * @param unreachable whether the address is of no use to anybody
     */
    record Line(DeliveryState state, @Nullable String reason, boolean unreachable) {}

    private static final Session NO_SERVER = Session.getInstance(new Properties());

    /** The message's own header, and what servers add that keep the envelope's recipient. */
    private static final List<String> TO = List.of("To", "Delivered-To", "X-Original-To", "Envelope-To");

    private static final Pattern STATUS = Pattern.compile("\\s*([245])\\.([0-9]{1,3})\\.([0-9]{1,3})\\b");
    private static final int LONGEST_HEADER = 4_096;
    private static final int MOST_PARTS = 8;
    private static final int MOST_LINES = 16;

    MailReport {
        lines = List.copyOf(lines);
    }

    /** Empty for a mail that is no such report, or too damaged to say anything. */
    static Optional<MailReport> read(byte[] mail) {
        try {
            var message = new MimeMessage(NO_SERVER, new ByteArrayInputStream(mail));
            return isReport(message.getContentType())
                    ? Optional.of(new MailReport(to(message), lines(message)))
                    : Optional.empty();
        } catch (MessagingException | IOException _) {
            return Optional.empty();
        }
    }

    /** RFC 6522: a report of delivery, not of reading or of complaint. */
    private static boolean isReport(String contentType) throws MessagingException {
        var type = new ContentType(contentType);
        return type.match("multipart/report") && "delivery-status".equalsIgnoreCase(type.getParameter("report-type"));
    }

    private static String to(MimeMessage message) throws MessagingException {
        var all = new ArrayList<String>();
        for (var name : TO) {
            var values = message.getHeader(name, "\n");
            if (values != null) {
                all.add(values.substring(0, Math.min(values.length(), LONGEST_HEADER)));
            }
        }
        return String.join("\n", all);
    }

    private static List<Line> lines(MimeMessage message) throws MessagingException, IOException {
        DataSource body = new ByteArrayDataSource(message.getRawInputStream(), message.getContentType());
        var parts = new MimeMultipart(body);
        for (var i = 0; i < Math.min(parts.getCount(), MOST_PARTS); i++) {
            var part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status")) {
                return lines(part);
            }
        }
        return List.of();
    }

    private static List<Line> lines(BodyPart part) throws MessagingException, IOException {
        // it reads on while bytes are said to be available, which a decoder does not say
        var status = new DeliveryStatus(new ByteArrayInputStream(decoded(part).readAllBytes()));
        return Stream.iterate(0, i -> i + 1)
                .limit(Math.min(status.getRecipientDSNCount(), MOST_LINES))
                .flatMap(i -> line(status.getRecipientDSN(i)).stream())
                .toList();
    }

    /** Jakarta Mail decodes no {@code message/*}, as RFC 2046 knows none that is encoded; RFC 6533, section 4, does. */
    private static InputStream decoded(BodyPart part) throws MessagingException, IOException {
        var encoding = part.getHeader("Content-Transfer-Encoding");
        return part instanceof MimeBodyPart raw && encoding != null
                ? MimeUtility.decode(raw.getRawInputStream(), encoding[0].strip())
                : part.getInputStream();
    }

    /** That it takes longer, or went on to somewhere else, says nothing of how it ends (RFC 3464, section 2.3.3). */
    private static Optional<Line> line(InternetHeaders recipient) {
        return switch (first(recipient, "Action").strip().toLowerCase(Locale.ROOT)) {
            case "failed" -> Optional.of(failed(first(recipient, "Status")));
            case "delivered" -> Optional.of(new Line(DeliveryState.DELIVERED, null, false));
            default -> Optional.empty();
        };
    }

    /** A full mailbox, a mail that was not liked, or a server that was away for days say nothing against the address. */
    private static Line failed(String text) {
        var status = STATUS.matcher(text);
        if (!status.lookingAt()) {
            return new Line(DeliveryState.UNDELIVERED, "mail-failed", false);
        }
        var code = "%s.%s.%s".formatted(status.group(1), status.group(2), status.group(3));
        var unreachable = SmtpAnswer.isNoSuchAddress(code);
        return new Line(unreachable ? DeliveryState.BOUNCED : DeliveryState.UNDELIVERED, "mail-" + code, unreachable);
    }

    private static String first(InternetHeaders headers, String name) {
        var values = headers.getHeader(name);
        return values == null ? "" : values[0];
    }
}
