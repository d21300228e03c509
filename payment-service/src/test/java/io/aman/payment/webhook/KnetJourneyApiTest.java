package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.LedgerReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What payers do at KNET, and what becomes of it. */
class KnetJourneyApiTest extends KnetPages {

    @Autowired
    private List<LedgerReader> ledgers;

    @ParameterizedTest
    @CsvSource({"pay, CAPTURED", "decline, FAILED", "cancel, FAILED"})
    void whatThePayerDidAtKnetIsHeardOfAndTheAnswerSendsThePayerBack(String action, String state) {
        var open = open();
        var paid = command(open, action, "{}");
        assertThat(paid.path("browser").asString()).isEqualTo("https://shop.example/return?payment=" + open.id());
        awaitState(open, state);
    }

    @Test
    void whatKnetTookIsGivenBackInParts() {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        var part = refund(open.id(), "{\"amountMinor\":5501}");
        assertThat(part.status()).isEqualTo(201);
        assertThat(part.string("state")).isEqualTo("SUCCEEDED");
        assertThat(payment(open.id()).string("state")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(refund(open.id(), "{\"amountMinor\":15050}").string("code")).isEqualTo("REFUND_EXCEEDS_CAPTURED");
        assertThat(refund(open.id(), "{}").string("state")).isEqualTo("SUCCEEDED");
        assertThat(payment(open.id()).string("state")).isEqualTo("REFUNDED");
    }

    @Test
    void whatWasTakenAndGivenBackAgreesWithWhatKnetAnswersAboutIt() {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        assertThat(refund(open.id(), "{\"amountMinor\":5501}").status()).isEqualTo(201);
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
    void aPayerWhoMayBePayingAtKnetIsNotCanceledOn() {
        var open = open();
        assertThat(post("/api/payments/" + open.id() + "/cancel", key(), "{}").string("code"))
                .isEqualTo("PAYMENT_NOT_CANCELABLE");
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
    }

    @Test
    void aCaptureThatKnetTookBackIsFoundOutByLookingAgain() {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        takenBack(open);
        assertThat(payment(open.id()).json().path("capturedMinor").asLong()).isZero();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(events(open.id())).last().isInstanceOf(PaymentEvent.CaptureVoided.class));
    }

    private void takenBack(Open open) {
        command(open, "void", "{}");
        mongo.updateFirst(
                Query.query(Criteria.where("paymentId").is(open.id())),
                new Update().set("lookAt", Instant.EPOCH), // as if a quarter of an hour had gone by
                "knetAttempts");
        awaitState(open, "CANCELED");
    }

    @Test
    void aVoidIsBelievedThoughARefundHasNoAnswerWhichAPersonSettles() {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        plan("knet", Fault.Kind.TIMEOUT, "tranPipe", 500, 5); // others are asked about beside it
        var refund = refund(open.id(), "{\"amountMinor\":5500}");
        assertThat(refund.status()).isEqualTo(202);
        SANDBOX.faults().clear();
        takenBack(open);
        assertThat(payment(open.id()).json().path("capturedMinor").asLong()).isZero();
        var outcome = open.id() + "." + refund.string("id");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/api/payments/unknown-outcomes?limit=100", "payment.admin")
                                .text())
                        .contains(outcome, "was-not-refunded"));
        var settled = order(
                "/api/payments/unknown-outcomes/" + outcome + "/was-not-refunded",
                "{\"reason\":\"KNET's report of today\"}");
        assertThat(settled.status()).as(settled.text()).isEqualTo(200);
        assertThat(settled.string("state")).isEqualTo("CANCELED");
        assertThat(settled.json().path("outcomes")).isEmpty();
        assertThat(payment(open.id()).json().at("/refunds/0/state").asString()).isEqualTo("FAILED");
        assertThat(audit(open.id()).toString()).contains("REFUND_SETTLED", "KNET's report of today");
    }

    @Test
    void aCallbackThatNeverComesIsMadeUpForByAskingKnet() {
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
    void thePackForTheCertificationHasTheReceiptAndTheLogsAndNoSecret() {
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
