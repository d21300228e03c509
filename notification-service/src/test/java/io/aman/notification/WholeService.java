package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import io.aman.platform.Ids;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The whole service: events from Kafka in, mail by SMTP and an inbox over HTTP out; one for all tests. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
abstract class WholeService {

    static final GreenMail MAILS = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    static final ConcurrentLinkedQueue<String> SHORT_MESSAGES = new ConcurrentLinkedQueue<>();
    static final HttpServer TWILIO = twilio();
    static final Money AMOUNT = new Money(12_500, "KWD");
    static final String ALERTS_TOKEN = "planted-token-of-alertmanager-0123456789";
    static final Instant AT = Instant.parse("2026-11-25T09:59:00Z");

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Autowired
    JavaMailSenderImpl mailSender;

    @Autowired
    HealthEndpointGroups healthGroups;

    @Autowired
    HealthContributorRegistry healthContributors;

    /** One a test, since tests share the service. */
    final String payer = Ids.random("usr_");

    RestTestClient client;

    static { // before the service asks for their ports, and until all tests are done
        MAILS.start();
        TWILIO.start();
    }

    static HttpServer twilio() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                SHORT_MESSAGES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(201, -1);
                exchange.close();
            });
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", () -> MAILS.getSmtp().getPort());
        registry.add("notification.alerts.tokens", () -> ALERTS_TOKEN);
        registry.add("notification.operators.addresses", () -> "duty@aman.test");
        var twilio = "notification.sms.twilio.";
        registry.add(
                twilio + "base-url",
                () -> "http://127.0.0.1:" + TWILIO.getAddress().getPort());
        registry.add(twilio + "account-sid", () -> "AC" + "0".repeat(32));
        registry.add(twilio + "auth-token", () -> "planted-twilio-token");
        registry.add(twilio + "from", () -> "Aman");
    }

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    void register(String language) {
        send(Topics.SESSIONS, Ids.random("evt_"), new UserEvent.Registered(payer, address(), "Nora", language));
    }

    /** Returns the id of the event. */
    String capture() {
        var id = Ids.random("evt_");
        sendCaptured(id);
        return id;
    }

    void sendCaptured(String eventId) {
        send(Topics.PAYMENTS, eventId, captured());
    }

    PaymentEvent.Captured captured() {
        return new PaymentEvent.Captured("pay_1", payer, AMOUNT, AMOUNT, "stripe", "Order 7");
    }

    void send(String topic, String eventId, DomainEvent event) {
        EmbeddedKafka.send(topic, new EventEnvelope<>(eventId, "/test", payer, AT, event));
    }

    List<MimeMessage> awaitMails(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mails()).hasSize(count));
        return mails();
    }

    List<MimeMessage> mails() {
        return Arrays.stream(MAILS.getReceivedMessages())
                .filter(this::isToPayer)
                .toList();
    }

    boolean isToPayer(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString().equals(address());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    String address() {
        return payer + "@example.com";
    }

    void assertUnread(int count) {
        get("/api/notifications/unread-count")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"unread\":%d}".formatted(count));
    }

    RestTestClient.ResponseSpec get(String uri) {
        return client.get()
                .uri(uri)
                .header("Authorization", TestTokens.bearer(payer))
                .exchange();
    }

    RestTestClient.ResponseSpec post(String uri) {
        return client.post()
                .uri(uri)
                .header("Authorization", TestTokens.bearer(payer))
                .exchange();
    }
}
