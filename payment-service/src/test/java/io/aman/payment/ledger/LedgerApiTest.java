package io.aman.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Topics;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.SandboxedService;
import io.aman.testing.EmbeddedKafka;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class LedgerApiTest extends SandboxedService {

    private static final String PATH = "/api/payments/reconciliation/days";

    private Answer order(String date) {
        return order(PATH + "/" + date, "{}");
    }

    private static LocalDate today() {
        return Clock.systemUTC().instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private JsonNode compared() {
        var before = get(PATH + "/" + today(), "payment.admin")
                .json()
                .at("/day/comparedAt")
                .asString("");
        assertThat(order(today().toString()).status()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(PATH + "/" + today(), "payment.admin")
                                .json()
                                .at("/day/comparedAt")
                                .asString(""))
                        .isNotEqualTo(before));
        return get(PATH + "/" + today() + "?limit=500", "payment.admin").json();
    }

    private static List<JsonNode> about(JsonNode day, String ref) {
        return StreamSupport.stream(day.path("items").spliterator(), false)
                .filter(difference -> difference.path("paymentRef").asString().equals(ref))
                .toList();
    }

    private Query lines(String id) {
        return Query.query(Criteria.where("paymentId").is(id));
    }

    private String capturedAndPartlyRefunded() {
        var id = authorized();
        capture(id);
        refund(id);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mongo.count(lines(id), MongoBooks.COLLECTION))
                        .isEqualTo(2));
        return id;
    }

    private void refund(String id) {
        assertThat(refund(id, "{\"amountMinor\":2500}").status()).isEqualTo(201);
    }

    @Test
    void whatWasTakenAndGivenBackIsBookedOnceAndAgreesWithStripe() {
        var id = capturedAndPartlyRefunded();
        var day = compared();
        assertThat(about(day, ref(id))).isEmpty();
        assertThat(day.at("/day/closed").asBoolean()).isFalse();
        var totals = day.at("/day/totals").toString();
        assertThat(totals).contains("\"kind\":\"CAPTURE\"", "\"kind\":\"REFUND\"", "\"currency\":\"KWD\"");
        assertThat(get(PATH, "payment.admin").json().path("items").toString()).contains(today().toString());
    }

    @Test
    void eachDifferenceIsToldLineByLine() {
        var missing = capturedAndPartlyRefunded();
        var other = capturedAndPartlyRefunded();
        var never = "pi_never_" + other;
        mongo.remove(lines(missing).addCriteria(Criteria.where("kind").is("CAPTURE")), MongoBooks.COLLECTION);
        mongo.updateFirst(
                lines(other).addCriteria(Criteria.where("kind").is("REFUND")),
                new Update().set("amount.amountMinor", 2_000L),
                MongoBooks.COLLECTION);
        var invented = mongo.findOne(lines(other), Document.class, MongoBooks.COLLECTION);
        mongo.insert(
                invented.append("_id", never).append("paymentRef", never).append("kind", "CAPTURE"),
                MongoBooks.COLLECTION);

        var day = compared();
        assertThat(about(day, ref(missing)))
                .singleElement()
                .extracting(difference -> difference.path("what").asString())
                .isEqualTo("MISSING_HERE");
        assertThat(about(day, ref(other))).singleElement().satisfies(difference -> {
            assertThat(difference.path("what").asString()).isEqualTo("AMOUNT_DIFFERS");
            assertThat(difference.path("oursMinor").asLong()).isEqualTo(2_000);
            assertThat(difference.path("theirsMinor").asLong()).isEqualTo(2_500);
            assertThat(difference.path("paymentId").asString()).isEqualTo(other);
        });
        assertThat(about(day, never))
                .singleElement()
                .extracting(difference -> difference.path("what").asString())
                .isEqualTo("MISSING_THERE");
        mongo.remove(Query.query(Criteria.where("_id").is(never)), MongoBooks.COLLECTION);

        var page = get(PATH + "/" + today() + "?limit=1", "payment.admin").json();
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("nextCursor").asInt()).isEqualTo(1);
    }

    /** As after a restore: the topic tells again what the database does not know any more. */
    @Test
    void whatAPaymentLostIsNotBookedButMissingHere(CapturedOutput output) {
        var lost = authorized();
        var captureLost = authorized();
        var refundLost = authorized();
        capture(refundLost);
        var stored = List.of(stored(captureLost), stored(refundLost));
        capture(lost);
        capture(captureLost);
        refund(refundLost);
        var all = List.of(lost, captureLost, refundLost);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                all.stream().mapToLong(id -> mongo.count(lines(id), MongoBooks.COLLECTION)))
                        .containsExactly(1L, 1L, 2L));
        var refs = all.stream().map(LedgerApiTest::ref).toList();

        mongo.remove(Query.query(Criteria.where("_id").in(all)), "payments");
        stored.forEach(document -> mongo.insert(document, "payments"));
        all.forEach(id -> mongo.remove(lines(id), MongoBooks.COLLECTION));
        all.forEach(LedgerApiTest::tellAgain);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(output.getAll())
                        .contains(
                                lost + " knows nothing of a CAPTURE",
                                captureLost + " knows nothing of a CAPTURE",
                                refundLost + " knows nothing of a REFUND"));
        var day = compared();
        assertThat(refs.stream().map(ref -> about(day, ref)))
                .allSatisfy(differences -> assertThat(differences)
                        .singleElement()
                        .extracting(difference -> difference.path("what").asString())
                        .isEqualTo("MISSING_HERE"));
        assertThat(all).allSatisfy(id -> assertThat(about(day, id)).isEmpty());
        assertThat(about(day, refs.getLast()).getFirst().path("kind").asString())
                .isEqualTo("REFUND");
    }

    private Document stored(String id) {
        var outboxIsEmpty =
                Query.query(Criteria.where("_id").is(id).and("outbox").size(0));
        await().atMost(SOON).until(() -> mongo.exists(outboxIsEmpty, "payments"));
        return mongo.findById(id, Document.class, "payments");
    }

    private static void tellAgain(String id) {
        EmbeddedKafka.records(Topics.PAYMENTS, id)
                .forEach(told ->
                        EmbeddedKafka.send(Topics.PAYMENTS, told.key(), EmbeddedKafka.headers(told), told.value()));
    }

    @Test
    void aRecordThatCannotBeReadIsSaidAndNoDifference() {
        plan(Fault.Kind.STATUS, "/balance_transactions", 500, 100);
        var day = compared();
        assertThat(day.at("/day/unread").toString()).contains("\"provider\":\"stripe\"", "status 500");
        assertThat(day.path("items").toString()).doesNotContain("\"provider\":\"stripe\"");
    }

    @Test
    void onlyOperatorsMayAndOnlyDaysThatHaveBegun() {
        assertThat(get(PATH, "payment.view").status()).isEqualTo(403);
        assertThat(post(PATH + "/" + today(), key(), "{}").status()).isEqualTo(403);
        assertThat(order(today().plusDays(2).toString()).string("code")).isEqualTo("INVALID_DAYS");
        assertThat(order("yesterday").status()).isEqualTo(400);
        assertThat(get(PATH + "/2001-01-01", "payment.admin").string("code")).isEqualTo("DAY_NOT_FOUND");
        assertThat(get(PATH + "?from=2026-01-01&to=2025-01-01", "payment.admin").string("code"))
                .isEqualTo("INVALID_DAYS");
    }
}
