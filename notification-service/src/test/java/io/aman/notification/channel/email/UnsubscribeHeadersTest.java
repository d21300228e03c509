package io.aman.notification.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.Wiring;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.preference.UnsubscribeLinks;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.platform.PublicUrl;
import io.aman.platform.observability.Traces;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** RFC 8058, section 3.1. */
class UnsubscribeHeadersTest {

    private final List<MimeMessage> sent = new ArrayList<>();

    @Test
    void aMailThatCanBeSwitchedOffSaysHowInOneClick() throws Exception {
        var mail = send("https://pay.example.com", null, Category.PAYMENTS);

        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("List-Unsubscribe"))
                .singleElement()
                .asString()
                .matches("<https://pay\\.example\\.com/api/notifications/unsubscribe\\?t=[A-Za-z0-9._-]+>");
    }

    @Test
    void aMailboxIsOfferedBesideTheLinkWhereThereIsOne() throws Exception {
        var mail = send("https://pay.example.com", "unsubscribe@example.com", Category.ACCOUNT);

        assertThat(mail.getHeader("List-Unsubscribe", null))
                .matches("(?s)<https://[^>]+>,\\s+<mailto:unsubscribe@example\\.com>");
        assertThat(lines(mail)).as("RFC 5322, section 2.1.1").allMatch(line -> line.length() <= 998);
    }

    @Test
    void securityOffersNothing() throws Exception {
        var mail = send("https://pay.example.com", "unsubscribe@example.com", Category.SECURITY);

        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
        assertThat(mail.getHeader("List-Unsubscribe-Post")).isNull();
    }

    @Test
    void oneClickIsPromisedOverHttpsAlone() throws Exception {
        var mail = send("http://127.0.0.1:8080", null, Category.PAYMENTS);

        assertThat(mail.getHeader("List-Unsubscribe")).hasSize(1);
        assertThat(mail.getHeader("List-Unsubscribe-Post")).isNull();
    }

    private MimeMessage send(String url, @Nullable String mailbox, Category category) throws MessagingException {
        var sender = new JavaMailSenderImpl() {
            @Override
            protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
                sent.addAll(Arrays.asList(messages));
            }
        };
        var channel = new SmtpProvider(
                "smtp",
                sender,
                new EmailProperties("Aman <no-reply@example.com>", mailbox),
                new UnsubscribeLinks(Wiring.SEALED, new PublicUrl(URI.create(url))),
                null,
                Traces.none(),
                Clock.systemUTC());
        var message = new Message(Language.ENGLISH, "Subject", "Summary", "Text", "<p>Text</p>");
        var to = new EmailAddress("nora@example.com");
        var delivery = new Delivery(
                "dlv_1", "email", "usr_1", "payment-receipt", category, "evt_1", to, message, null, null, null, null);
        assertThat(channel.send(delivery, 1)).isInstanceOf(Outcome.Sent.class);
        sent.getFirst().saveChanges();
        return sent.getFirst();
    }

    private static List<String> lines(MimeMessage mail) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
