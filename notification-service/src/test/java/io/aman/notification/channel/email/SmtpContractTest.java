package io.aman.notification.channel.email;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.aman.notification.Wiring;
import io.aman.notification.channel.ChannelContract;
import io.aman.notification.channel.Numbers;
import io.aman.notification.channel.Stand;
import io.aman.notification.delivery.Provider;
import io.aman.notification.delivery.ScriptedSmtp;
import io.aman.notification.preference.UnsubscribeLinks;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.template.Message;
import io.aman.platform.PublicUrl;
import io.aman.platform.observability.Traces;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Against a real mail server, and against one that misbehaves as told. */
class SmtpContractTest extends ChannelContract {

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private ScriptedSmtp scripted = new ScriptedSmtp();
    private boolean misbehaves;

    SmtpContractTest() {
        mails.start();
    }

    @BeforeEach
    void calm() {
        scripted.close();
        scripted = new ScriptedSmtp();
        misbehaves = false;
    }

    @AfterAll
    void close() {
        scripted.close();
        mails.stop();
    }

    @Override
    protected Provider provider() {
        return at(misbehaves ? scripted.port() : mails.getSmtp().getPort());
    }

    @Override
    protected Provider awayProvider() {
        return at(Stand.freePort());
    }

    private static Provider at(int port) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "500");
        sender.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", "500");
        var properties = new EmailProperties("Aman <no-reply@aman.test>", null);
        var unsubscribe = new UnsubscribeLinks(Wiring.SEALED, new PublicUrl(URI.create("https://pay.example.com")));
        return new SmtpProvider("smtp", sender, properties, unsubscribe, null, Traces.none(), Clock.systemUTC());
    }

    @Override
    protected Address reachable() {
        return new EmailAddress("reader" + Numbers.next().substring(1) + "@example.com");
    }

    @Override
    protected Address refused() {
        misbehaves = true;
        scripted.answer("RCPT", "550 5.1.1 <gone@example.com>: no such user");
        return new EmailAddress("gone@example.com");
    }

    @Override
    protected void takeTheNextAndSayNothing() {
        misbehaves = true;
        scripted.answer(".", ScriptedSmtp.HANG_UP);
    }

    @Override
    protected void refuseTheNextForNow() {
        misbehaves = true;
        scripted.answer("MAIL", "421 4.3.2 shutting down");
    }

    @Override
    protected String visible(Message message) {
        return "Auto-Submitted";
    }

    @Override
    protected List<String> taken(Address to) {
        return Stream.concat(
                        scripted.accepted().stream().filter(to.value()::equals),
                        Arrays.stream(mails.getReceivedMessages())
                                .filter(mail -> isTo(mail, to))
                                .map(GreenMailUtil::getWholeMessage))
                .toList();
    }

    private static boolean isTo(MimeMessage mail, Address to) {
        try {
            return mail.getAllRecipients()[0].toString().equals(to.value());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
