package io.aman.notification.channel.email;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Provider;
import io.aman.notification.preference.Medium;
import io.aman.notification.preference.UnsubscribeLinks;
import io.aman.platform.observability.Traces;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Mail as text and HTML. The {@code Message-ID} follows from the delivery, so that a message which had to be sent again
 * is recognised as the same.
 */
final class SmtpProvider implements Provider {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** An event's id is its producer's; a line break in it would begin a header of its own. */
    private static final Pattern NOT_VISIBLE = Pattern.compile("[^\\x21-\\x7e]");

    private final String name;
    private final JavaMailSender mail;
    private final EmailProperties properties;
    private final UnsubscribeLinks unsubscribe;
    private final @Nullable ReturnPath returnPath;
    private final Traces traces;
    private final Clock clock;

    /**
     * @param name tells mail servers apart
     * @param returnPath null where bounces go to the sender
     */
    SmtpProvider(
            String name,
            JavaMailSender mail,
            EmailProperties properties,
            UnsubscribeLinks unsubscribe,
            @Nullable ReturnPath returnPath,
            Traces traces,
            Clock clock) {
        this.name = name;
        this.mail = mail;
        this.properties = properties;
        this.unsubscribe = unsubscribe;
        this.returnPath = returnPath;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return "email";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean recognisesRepeats() {
        return true;
    }

    @Override
    public Outcome send(Delivery delivery, int attempt) {
        try {
            mail.send(message(delivery, attempt));
            return new Outcome.Sent();
        } catch (AddressException _) {
            return new Outcome.Refused("address-malformed");
        } catch (MailException | MessagingException e) {
            return SmtpAnswer.outcome(e);
        }
    }

    private MimeMessage message(Delivery delivery, int attempt) throws MessagingException {
        var content = delivery.message();
        var message = new SMTPMessage(mail.createMimeMessage().getSession());
        if (returnPath != null) {
            message.setEnvelopeFrom(returnPath.of(new ReturnPath.Sent(delivery.id(), name, attempt)));
        }
        message.setFrom(properties.sender());
        message.setRecipient(
                MimeMessage.RecipientType.TO, new InternetAddress(delivery.to().value(), true));
        message.setSubject(content.subject(), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setContentLanguage(new String[] {content.language().tag()});
        message.setHeader("Message-ID", "<%s@%s>".formatted(delivery.id(), properties.domain()));
        message.setHeader(
                "X-Aman-Event", NOT_VISIBLE.matcher(delivery.eventId()).replaceAll(""));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office replies
        addUnsubscribe(message, delivery);
        var current = traces.current();
        var traceparent = current == null ? delivery.traceparent() : current;
        if (traceparent != null) {
            message.setHeader(Traces.TRACEPARENT, traceparent);
        }
        message.setContent(alternatives(content.text(), content.html()));
        return message;
    }

    /** One click is promised over HTTPS alone (RFC 8058, section 3.1); a link is good for a page all the same. */
    private void addUnsubscribe(MimeMessage message, Delivery delivery) throws MessagingException {
        var link = unsubscribe.link(delivery.userId(), delivery.category(), Medium.EMAIL);
        if (link.isEmpty()) {
            return;
        }
        var mailbox = properties.unsubscribe();
        message.setHeader(
                "List-Unsubscribe",
                mailbox == null
                        ? "<%s>".formatted(link.get())
                        : "<%s>,\r\n <mailto:%s>".formatted(link.get(), mailbox));
        if (link.get().startsWith("https:")) {
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    /** Plainest first (RFC 2046, section 5.1.4). */
    private static MimeMultipart alternatives(String text, String html) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(text, UTF_8);
        var rich = new MimeBodyPart();
        rich.setText(html, UTF_8, "html");
        return new MimeMultipart("alternative", plain, rich);
    }
}
