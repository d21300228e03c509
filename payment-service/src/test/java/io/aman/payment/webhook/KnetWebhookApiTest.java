package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import io.aman.payment.provider.LedgerReader;
import io.aman.payment.provider.NoticeReader;
import io.aman.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

class KnetWebhookApiTest extends SandboxedService {

    private static final String PATH = "/api/payments/webhook/knet";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final String OPENING = "paymentid=1002&result=CAPTURED&auth=1&ref=&trackid=";

    @Autowired
    private List<NoticeReader> readers;

    @Autowired
    private List<LedgerReader> ledgers;

    /** A payment of 20.550 KWD whose payer looks at KNET's page. */
    private record Open(String id, String trackId) {}

    private Open open() throws Exception {
        var id = post("/api/payments", key(), "{\"amountMinor\":20550,\"currency\":\"KWD\",\"provider\":\"knet\"}")
                .string("id");
        var answer = post("/api/payments/" + id + "/confirm", key(), "{}");
        assertThat(answer.string("state")).isEqualTo("REQUIRES_ACTION");
        var page = URI.create(answer.json().path("nextAction").path("url").asString());
        assertThat(BROWSER.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(303);
        return new Open(id, attempt(id).getString("_id"));
    }

    private Document attempt(String paymentId) {
        return mongo.findOne(Query.query(Criteria.where("paymentId").is(paymentId)), Document.class, "knetAttempts");
    }

    private static JsonNode command(Open open, String action, String body) throws Exception {
        var uri = SANDBOX.baseUrl().resolve("/_sandbox/knet/payments/" + open.trackId() + "/" + action);
        var answer = BROWSER.send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        return tools.jackson.databind.json.JsonMapper.shared().readTree(answer.body());
    }

    private void awaitState(Open open, String state) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(payment(open.id()).string("state")).isEqualTo(state));
    }

    private static String encrypted(String plain) {
        return SANDBOX.knet().terminal().encrypt(plain);
    }

    private static String captured(Open open, String amount) {
        return OPENING + open.trackId() + "&udf1=&udf2=&amt=" + amount;
    }

    private Answer deliver(String trandata) {
        return send("POST", PATH, "trandata=" + trandata, FORM);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("code")).isEqualTo("INVALID_CALLBACK");
        assertThat(answer.text()).doesNotContain("REDIRECT=", "CAPTURED", "20.550", "90.550");
    }

    private long notices(Open open) {
        return mongo.count(Query.query(Criteria.where("paymentId").is(open.id())), MongoNotices.COLLECTION);
    }

    @ParameterizedTest
    @CsvSource({"pay, CAPTURED", "decline, FAILED", "cancel, FAILED"})
    void whatThePayerDidAtKnetIsHeardOfAndTheAnswerSendsThePayerBack(String action, String state) throws Exception {
        var open = open();
        var paid = command(open, action, "{}");
        assertThat(paid.path("browser").asString()).isEqualTo("https://shop.example/return?payment=" + open.id());
        awaitState(open, state);
    }

    private Answer refund(Open open, String body) {
        return send(
                "POST",
                "/api/payments/" + open.id() + "/refunds",
                body,
                Map.of(
                        "Authorization",
                        TestTokens.bearer("usr_clerk", "payment.refund"),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key()));
    }

    @Test
    void whatKnetTookIsGivenBackInParts() throws Exception {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        var part = refund(open, "{\"amountMinor\":5501}");
        assertThat(part.status()).isEqualTo(201);
        assertThat(part.string("state")).isEqualTo("SUCCEEDED");
        assertThat(payment(open.id()).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(refund(open, "{\"amountMinor\":15050}").string("code")).isEqualTo("REFUND_EXCEEDS_CAPTURED");
        assertThat(refund(open, "{}").string("state")).isEqualTo("SUCCEEDED");
        assertThat(payment(open.id()).string("state")).isEqualTo("REFUNDED");
    }

    @Test
    void aStoredCallbackIsReadAgainAsItWasAndAnotherPaymentsIsRefused() throws Exception {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        var stored = mongo.findOne(Query.query(Criteria.where("paymentId").is(open.id())), Document.class, "notices");
        var reader = readers.stream()
                .filter(one -> one.provider().equals("knet"))
                .findFirst()
                .orElseThrow();
        var today = reader.read(stored.getString("body")).orElseThrow();
        assertThat(today.eventId()).isEqualTo(stored.getString("eventId"));
        assertThat(today.type()).isEqualTo(stored.getString("type"));
        assertThat(today.ref()).isEqualTo(stored.getString("ref"));
        assertThat(today.paymentId()).isEqualTo(open.id());
        assertThat(reader.read("trandata=" + encrypted(captured(open, "90.550"))))
                .isEmpty();
    }

    @Test
    void whatWasTakenAndGivenBackAgreesWithWhatKnetAnswersAboutIt() throws Exception {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        assertThat(refund(open, "{\"amountMinor\":5501}").status()).isEqualTo(201);
        var lines = Query.query(Criteria.where("paymentId").is(open.id()));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(mongo.count(lines, "book_lines")).isEqualTo(2));
        var booked = mongo.find(lines, Document.class, "book_lines").stream()
                .map(line -> new LedgerReader.Line(
                        LedgerReader.Kind.valueOf(line.getString("kind")),
                        line.getString("paymentRef"),
                        line.getString("refundRef"),
                        new Money(line.get("amount", Document.class).getLong("amountMinor"), "KWD"),
                        line.getDate("at").toInstant()))
                .toList();
        var ledger = ledgers.stream()
                .filter(one -> one.provider().equals("knet"))
                .findFirst()
                .orElseThrow();
        assertThat(ledger.read(Instant.EPOCH, Instant.EPOCH, booked))
                .isInstanceOfSatisfying(
                        LedgerReader.Read.class,
                        read -> assertThat(read.lines()).containsExactlyInAnyOrderElementsOf(booked));
    }

    @Test
    void aPayerWhoMayBePayingAtKnetIsNotCanceledOn() throws Exception {
        var open = open();
        assertThat(post("/api/payments/" + open.id() + "/cancel", key(), "{}").string("code"))
                .isEqualTo("PAYMENT_NOT_CANCELABLE");
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
    }

    @Test
    void aCaptureThatKnetTookBackIsFoundOutByLookingAgain() throws Exception {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        takenBack(open);
        assertThat(payment(open.id()).json().path("capturedMinor").asLong()).isZero();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(events(open.id())).last().isInstanceOf(PaymentEvent.CaptureVoided.class));
    }

    private void takenBack(Open open) throws Exception {
        command(open, "void", "{}");
        mongo.updateFirst(
                Query.query(Criteria.where("paymentId").is(open.id())),
                new Update().set("lookAt", Instant.EPOCH), // as if a quarter of an hour had gone by
                "knetAttempts");
        awaitState(open, "CANCELED");
    }

    private Answer operator(String method, String path, String body) {
        return send(
                method,
                "/api/payments/unknown-outcomes" + path,
                body,
                Map.of(
                        "Authorization",
                        TestTokens.bearer("usr_op", "payment.admin"),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key()));
    }

    @Test
    void aVoidIsBelievedThoughARefundHasNoAnswerWhichAPersonSettles() throws Exception {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        plan("knet", Fault.Kind.TIMEOUT, "tranPipe", 500, 1);
        var refund = refund(open, "{\"amountMinor\":5500}");
        assertThat(refund.status()).isEqualTo(202);
        takenBack(open);
        assertThat(payment(open.id()).json().path("capturedMinor").asLong()).isZero();
        var outcome = open.id() + "." + refund.string("id");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(operator("GET", "?limit=100", null).text()).contains(outcome, "was-not-refunded"));
        var settled = operator("POST", "/" + outcome + "/was-not-refunded", "{\"reason\":\"KNET's report of today\"}");
        assertThat(settled.status()).as(settled.text()).isEqualTo(200);
        assertThat(settled.string("state")).isEqualTo("CANCELED");
        assertThat(settled.json().path("outcomes")).isEmpty();
        assertThat(payment(open.id()).json().at("/refunds/0/state").asString()).isEqualTo("FAILED");
        assertThat(audit(open.id()).toString()).contains("REFUND_SETTLED", "KNET's report of today");
    }

    @Test
    void aRawBodyIsTheSame() throws Exception {
        var open = open();
        assertThat(command(open, "pay", "{\"raw\":true}").path("status").asString())
                .isEqualTo("captured");
        awaitState(open, "CAPTURED");
    }

    @Test
    void theAnswerIsExactlyOneLineForDuplicatesToo() throws Exception {
        var open = open();
        var trandata = encrypted(captured(open, "20.550"));
        for (var form : List.of(trandata, trandata, trandata.toUpperCase(java.util.Locale.ROOT))) {
            var answer = deliver(form);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.http().headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain");
            assertThat(answer.text()).isEqualTo("REDIRECT=https://shop.example/return?payment=" + open.id());
        }
        assertThat(notices(open)).isOne();
        assertThat(attempt(open.id()).getList("callbacks", Document.class)).hasSize(1);
        assertThat(payment(open.id()).string("state"))
                .as("a callback proves nothing")
                .isNotEqualTo("CAPTURED");
    }

    @Test
    void anotherAmountIsRefused() throws Exception {
        var open = open();
        assertRefused(deliver(encrypted(captured(open, "90.550"))));
        assertRefused(deliver(encrypted(captured(open, "20.55"))));
        assertThat(notices(open)).isZero();
    }

    @Test
    void aFlippedBitThatMakes20Into90IsRefused() throws Exception {
        var open = open();
        var plain = captured(open, "20.550");
        var honest = HexFormat.of().parseHex(encrypted(plain));
        int digit = plain.indexOf("amt=") + 4;
        var flipped = honest.clone();
        flipped[digit - 16] ^= (byte) ('2' ^ '9');
        assertRefused(deliver(HexFormat.of().formatHex(flipped)));
        assertThat(notices(open)).isZero();
    }

    @Test
    void theSandboxesOwnTamperedCallbackIsRefused() throws Exception {
        var open = open();
        command(open, "pay", "{}");
        assertThat(command(open, "callback", "{\"tamper\":true}").path("status").asInt())
                .isEqualTo(400);
        assertThat(command(open, "callback", "{}").path("body").asString()).startsWith("REDIRECT=");
    }

    @Test
    void blocksOfAnotherMessageAreRefused() throws Exception {
        var open = open();
        var other = open();
        var mine = encrypted(captured(open, "20.550"));
        var theirs = encrypted(captured(other, "20.550"));
        for (int cut = 32; cut < mine.length(); cut += 32) {
            var spliced = deliver(mine.substring(0, cut) + theirs.substring(cut));
            // a splice may come out as the other's own message, which is honest: never as anything else
            if (spliced.status() != 400) {
                assertThat(spliced.text()).contains(other.id());
            }
        }
        assertThat(payment(open.id()).string("state")).isEqualTo("REQUIRES_ACTION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trandata=",
                "trandata=zz",
                "trandata=00",
                "trandata=%zz",
                "trandata=00000000000000000000000000000000",
                "00000000000000000000000000000000",
                "<html>",
                "{\"trandata\":\"00\"}",
                "Error=IPAY0100048&ErrorText=Cancelled",
                "Error=IPAY0100048&trackid=PAY0000000001&amt=20.550",
                "Error=%3Cscript%3E&trackid=PAY0000000001&amt=20.550",
                "trackid=PAY0000000001&amt=20.550&result=CAPTURED",
                "trandata=00&trandata=00",
            })
    void hostileBodiesAreRefusedInTheSameWords(String body) {
        assertRefused(send("POST", PATH, body, FORM));
    }

    @Test
    void anUnknownTrackIdIsRefused() {
        assertRefused(deliver(encrypted(OPENING + "PAY0000000001&amt=20.550")));
    }

    @Test
    void aResultInClearIsNotTakenForAnEncryptedOne() throws Exception {
        var open = open();
        assertRefused(send("POST", PATH, captured(open, "20.550"), FORM));
    }

    @Test
    void anErrorInClearIsOnlyAReasonToInquire() throws Exception {
        var open = open();
        var form = "paymentid=1002&trackid=" + open.trackId() + "&Error=IPAY0100048&ErrorText=Cancelled&amt=20.550";
        assertThat(send("POST", PATH, form, FORM).text()).startsWith("REDIRECT=");
        assertThat(send("POST", PATH, form, FORM).text()).startsWith("REDIRECT=");
        assertThat(notices(open)).isOne();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
    }

    @Test
    void aLargeBodyIsRefused() {
        assertThat(deliver("0".repeat(17 * 1024)).status()).isEqualTo(413);
    }

    @Test
    void aCallbackThatNeverComesIsMadeUpForByAskingKnet() throws Exception {
        SANDBOX.faults()
                .add(
                        new Fault(
                                "knet",
                                Fault.Kind.DROP_WEBHOOK,
                                Optional.empty(),
                                Pattern.compile("CAPTURED"),
                                Duration.ZERO,
                                500),
                        1);
        var open = open();
        assertThat(command(open, "pay", "{}").path("status").asString()).isEqualTo("captured");
        awaitState(open, "CAPTURED");
    }

    @Test
    void thePackForTheCertificationHasTheReceiptAndTheLogsAndNoSecret() throws Exception {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        var path = "/api/payments/knet/certification/";
        var pack = get(path + open.id(), "payment.audit");
        assertThat(get(path + open.trackId(), "payment.audit").text()).isEqualTo(pack.text());
        var attempt = pack.json().path("attempts").path(0);
        var receipt = attempt.path("receipt");
        assertThat(receipt.path("result").asString()).isEqualTo("SUCCESS");
        assertThat(receipt.path("amount").asString()).isEqualTo("20.550");
        assertThat(receipt.path("trackId").asString()).isEqualTo(open.trackId());
        for (var field : List.of("date", "paymentId", "auth", "ref", "tranId", "postDate")) {
            assertThat(receipt.path(field).asString()).as(field).isNotBlank();
        }
        assertThat(attempt.path("callbacks").path(0).path("encrypted").asString())
                .matches("[0-9a-f]+");
        assertThat(attempt.path("callbacks")
                        .path(0)
                        .path("plain")
                        .path("result")
                        .asString())
                .isEqualTo("CAPTURED");
        assertThat(attempt.path("inquiries")
                        .path(0)
                        .path("request")
                        .path("password")
                        .asString())
                .isEqualTo("***");
        var page = get(path + open.id() + "?format=html", "payment.audit");
        assertThat(page.text()).startsWith("<!doctype html>").contains("20.550 KWD", open.trackId());
        var terminal = SANDBOX.knet().terminal();
        for (var text : List.of(pack.text(), page.text())) {
            assertThat(text).doesNotContain(terminal.password(), terminal.resourceKey());
        }
        assertThat(get(path + open.id(), "payment.view").status()).isEqualTo(403);
        assertThat(get(path + "nobody", "payment.audit").string("code")).isEqualTo("PAYMENT_NOT_FOUND");
    }
}
