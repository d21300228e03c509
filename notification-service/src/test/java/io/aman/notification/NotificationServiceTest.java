package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.aman.events.AccountEvent;
import io.aman.events.AccountEvent.CodeRequested;
import io.aman.events.AccountEvent.FactorAdded;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import io.aman.platform.Ids;
import io.aman.testing.DocumentedApi;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The whole service: events from Kafka in, mail by SMTP and an inbox over HTTP out. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class NotificationServiceTest {

    private static final GreenMail MAILS = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final ConcurrentLinkedQueue<String> SHORT_MESSAGES = new ConcurrentLinkedQueue<>();
    private static final HttpServer TWILIO = twilio();
    private static final Money AMOUNT = new Money(12_500, "KWD");
    private static final String ALERTS_TOKEN = "planted-token-of-alertmanager-0123456789";
    private static final Instant AT = Instant.parse("2026-11-25T09:59:00Z");

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private JavaMailSenderImpl mailSender;

    @Autowired
    private HealthEndpointGroups healthGroups;

    @Autowired
    private HealthContributorRegistry healthContributors;

    /** One a test, since tests share the service. */
    private final String payer = Ids.random("usr_");

    private RestTestClient client;

    @BeforeAll
    static void startServers() {
        MAILS.start();
        TWILIO.start();
    }

    @AfterAll
    static void stopServers() {
        MAILS.stop();
        TWILIO.stop(0);
    }

    private static HttpServer twilio() {
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

    @Test
    void everyOperationIsDocumentedWithASummaryAndItsRefusals(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers) {
        assertThat(DocumentedApi.of(port, controllers).flaws()).isEmpty();
    }

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

    @Test
    void anEntryIsReadOnceAndOnlyByItsOwner() {
        register("en");
        capture();
        awaitMails(1);
        var id = firstId();

        client.post()
                .uri("/api/notifications/{id}/read", id)
                .header("Authorization", TestTokens.bearer(Ids.random("usr_")))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("NOTIFICATION_NOT_FOUND");
        assertUnread(1);

        for (int i = 0; i < 2; i++) {
            post("/api/notifications/" + id + "/read").expectStatus().isNoContent();
            assertUnread(0);
        }
        get("/api/notifications").expectBody().jsonPath("$.items[0].read").isEqualTo(true);
        post("/api/notifications/ntf_unknown/read").expectStatus().isNotFound();
    }

    @Test
    void anInboxIsReadPageByPage() {
        register("en");
        Stream.generate(this::capture).limit(3).forEach(_ -> {});
        awaitMails(3);

        var cursor = new String[1];
        get("/api/notifications?limit=2")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2)
                .jsonPath("$.nextCursor")
                .value(String.class, next -> cursor[0] = next);
        get("/api/notifications?limit=2&cursor=" + cursor[0])
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.nextCursor")
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=x", "cursor="})
    void aListThatIsAskedForWronglyIsRefused(String query) {
        get("/api/notifications?" + query)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(query.startsWith("cursor") ? "INVALID_CURSOR" : "INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/notifications", "/api/notifications/unread-count", "/api/notifications/deliveries/failed"})
    void whoIsNotSignedInSeesNothing(String path) {
        client.get().uri(path).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void onlyAnAdministratorSeesWhatCouldNotBeDelivered() {
        get("/api/notifications/deliveries/failed").expectStatus().isForbidden();
        client.get()
                .uri("/api/notifications/deliveries/failed")
                .header("Authorization", TestTokens.bearer(payer, "notification.admin"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    /** A mail server or database that is away must neither restart the service nor take it out of rotation. */
    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void aProbeAsksNothingOutsideTheProcess(String probe) {
        management("/actuator/health/" + probe).expectStatus().isOk();

        var group = healthGroups.get(probe);
        assertThat(group.isMember(probe + "State")).isTrue();
        assertThat(healthContributors.stream().map(HealthContributors.Entry::name))
                .contains("mongo")
                .doesNotContain("mail")
                .filteredOn(name -> !name.endsWith("State"))
                .noneMatch(group::isMember);
    }

    @Test
    void deliveriesAreCountedAndTheOldestOneIsMeasured() {
        register("en");
        capture();
        awaitMails(1);

        Awaitility.await()
                .untilAsserted(() -> management("/actuator/prometheus")
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .value(metrics -> assertThat(metrics)
                                .contains("aman_notification_deliveries_total{", "outcome=\"sent\"")
                                .contains("aman_notification_delivery_oldest_seconds{")
                                .contains("aman_notification_intents_open{")));
    }

    @Test
    void noStepOfAMailWaitsWithoutEnd() {
        assertThat(mailSender.getJavaMailProperties())
                .containsEntry("mail.smtp.connectiontimeout", "5000")
                .containsEntry("mail.smtp.timeout", "5000")
                .containsEntry("mail.smtp.writetimeout", "5000");
    }

    private void register(String language) {
        send(Topics.SESSIONS, Ids.random("evt_"), new UserEvent.Registered(payer, address(), "Nora", language));
    }

    /** Returns the id of the event. */
    private String capture() {
        var id = Ids.random("evt_");
        sendCaptured(id);
        return id;
    }

    private void sendCaptured(String eventId) {
        send(Topics.PAYMENTS, eventId, captured());
    }

    private PaymentEvent.Captured captured() {
        return new PaymentEvent.Captured("pay_1", payer, AMOUNT, AMOUNT, "stripe", "Order 7");
    }

    private void send(String topic, String eventId, DomainEvent event) {
        EmbeddedKafka.send(topic, new EventEnvelope<>(eventId, "/test", payer, AT, event));
    }

    private List<MimeMessage> awaitMails(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mails()).hasSize(count));
        return mails();
    }

    private List<MimeMessage> mails() {
        return Arrays.stream(MAILS.getReceivedMessages())
                .filter(this::isToPayer)
                .toList();
    }

    private boolean isToPayer(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString().equals(address());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String address() {
        return payer + "@example.com";
    }

    private String firstId() {
        var id = new String[1];
        get("/api/notifications").expectBody().jsonPath("$.items[0].id").value(String.class, found -> id[0] = found);
        return id[0];
    }

    private void assertUnread(int count) {
        get("/api/notifications/unread-count")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"unread\":%d}".formatted(count));
    }

    private RestTestClient.ResponseSpec get(String uri) {
        return client.get()
                .uri(uri)
                .header("Authorization", TestTokens.bearer(payer))
                .exchange();
    }

    private RestTestClient.ResponseSpec post(String uri) {
        return client.post()
                .uri(uri)
                .header("Authorization", TestTokens.bearer(payer))
                .exchange();
    }

    private RestTestClient.ResponseSpec management(String uri) {
        return RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .build()
                .get()
                .uri(uri)
                .exchange();
    }
}
