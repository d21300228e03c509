package io.aman.payment.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.SandboxedService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditApiTest extends SandboxedService {

    private static final String COLLECTION = "payments";

    /** By the answer, and not by a webhook that was quicker. */
    private String captured() {
        unheard();
        var id = authorized();
        assertThat(capture(id).string("state")).isEqualTo("CAPTURED");
        return id;
    }

    private void refunded(String id, String reason) {
        var answer = refund(id, "{\"amountMinor\":2500,\"reason\":\"%s\"}".formatted(reason));
        assertThat(answer.status()).isEqualTo(201);
    }

    private JsonNode verification(String id) {
        return get("/api/payments/audit/" + id + "/verification", "payment.audit")
                .json();
    }

    private static JsonNode only(JsonNode entries, String action) {
        return StreamSupport.stream(entries.spliterator(), false)
                .filter(entry -> entry.path("action").asString().equals(action))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyEntrySaysWhoWhatWhyAndOnWhatEvidenceAndTheChainHolds() {
        var id = captured();
        refunded(id, "damaged");
        var entries = audit(id);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).path("seq").asInt()).isEqualTo(i + 1);
            assertThat(entries.get(i).path("hash").asString()).hasSize(64);
            assertThat(entries.get(i).path("keyId").asString()).hasSize(8);
            assertThat(entries.get(i).has("salts")).isFalse();
        }
        var captured = only(entries, "CAPTURE_ANSWERED");
        assertThat(captured.path("answer").asString()).isEqualTo("Captured " + ref(id) + " 12.500 KWD");
        assertThat(captured.at("/moved/capturedBefore/amountMinor").asLong()).isZero();
        assertThat(captured.at("/moved/capturedAfter/amountMinor").asLong()).isEqualTo(12_500);
        assertThat(captured.path("from").asString()).isEqualTo("AUTHORIZED");
        var asked = only(entries, "REFUND_ASKED");
        assertThat(asked.path("note").asString()).isEqualTo("damaged");
        assertThat(asked.path("actor").asString()).isEqualTo("user:usr_clerk");
        assertThat(verification(id).path("valid").asBoolean()).isTrue();
        assertThat(verification(id).path("entries").asInt()).isEqualTo(entries.size());
    }

    @FunctionalInterface
    interface Tampering extends Consumer<Document> {}

    static Stream<Named<Tampering>> tamperings() {
        return Stream.of(
                Named.of("another actor", payment -> entry(payment, 0).put("actor", "user:usr_other")),
                Named.of("another action", payment -> entry(payment, 1).put("action", "NOTICED")),
                Named.of("another time", payment -> entry(payment, 1).put("at", Instant.EPOCH)),
                Named.of("no address", payment -> entry(payment, 0).remove("address")),
                Named.of("a dropped entry", payment -> entries(payment).remove(2)),
                Named.of("a dropped end", payment -> entries(payment).removeLast()),
                Named.of("no entries at all", payment -> entries(payment).clear()),
                Named.of("two swapped", payment -> Collections.swap(entries(payment), 1, 2)),
                Named.of("one twice", payment -> entries(payment).add(entry(payment, 1))),
                Named.of("nothing chained", payment -> {
                    payment.remove("chain");
                    entries(payment).forEach(entry -> entry.remove("link"));
                }),
                Named.of("another payer", payment -> payment.put("payer", "usr_other")),
                Named.of(
                        "another amount",
                        payment -> payment.get("amount", Document.class).put("amountMinor", 99_000L)),
                Named.of(
                        "more captured",
                        payment -> payment.get("progress", Document.class)
                                .get("captured", Document.class)
                                .put("amountMinor", 13_000L)),
                Named.of(
                        "another state",
                        payment -> payment.get("progress", Document.class).put("state", "AUTHORIZED")),
                Named.of(
                        "another count",
                        payment -> payment.get("chain", Document.class).put("count", 1)),
                Named.of("a field that is none", payment -> entry(payment, 0).put("at", "yesterday")));
    }

    private static List<Document> entries(Document payment) {
        return Objects.requireNonNull(payment.getList("audit", Document.class));
    }

    private static Document entry(Document payment, int at) {
        return entries(payment).get(at);
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void whoWritesToTheDatabaseIsFoundOut(Tampering tampering) {
        var id = captured();
        var document = Objects.requireNonNull(mongo.findById(id, Document.class, COLLECTION));
        document.put("audit", new ArrayList<>(entries(document)));
        tampering.accept(document);
        mongo.remove(query(where("_id").is(id)), COLLECTION);
        mongo.insert(document, COLLECTION);
        try {
            assertThat(verification(id).path("valid").asBoolean()).isFalse();
            assertThat(verification(id).path("reason").asString()).isNotBlank();
            var page = get("/api/payments/audit/verification?limit=1&from=" + before(id), "payment.audit")
                    .json();
            assertThat(page.path("payments").asInt()).isEqualTo(1);
            assertThat(page.at("/broken/0/paymentId").asString()).isEqualTo(id);
        } finally {
            mongo.remove(query(where("_id").is(id)), COLLECTION);
        }
    }

    /** Comes before the id, and behind any other one. */
    private static String before(String id) {
        return id.substring(0, id.length() - 1);
    }

    @Test
    void allPaymentsAreCheckedPageByPage() {
        captured();
        created();
        var seen = 0;
        var broken = 0;
        for (var from = ""; from != null; ) {
            var page = get("/api/payments/audit/verification?limit=7" + from, "payment.audit")
                    .json();
            seen += page.path("payments").asInt();
            broken += page.path("broken").size();
            from = page.has("next") ? "&from=" + page.path("next").asString() : null;
        }
        assertThat(seen).isGreaterThanOrEqualTo(2);
        assertThat(broken).isZero();
    }

    @Test
    void anExportCarriesWhatVerifyingNeeds() {
        var id = captured();
        var other = created();
        var one = get("/api/payments/audit/" + id + "/export", "payment.audit");
        assertThat(one.http().headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"audit-" + id + ".json\"");
        var exported = one.json().at("/payments/0");
        var facts = new TreeMap<String, String>();
        exported.at("/terms/facts")
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString()));
        var personal = Map.of("payer", payer, "reference", "order-1");
        var mapper = JsonMapper.shared();
        var entries = StreamSupport.stream(exported.path("entries").spliterator(), false)
                .map(entry -> mapper.treeToValue(entry, AuditEntry.class))
                .toList();
        var chain = mapper.treeToValue(exported.path("chain"), Chain.class);
        assertThat(AuditFixture.VERIFY
                        .verify(new StoredTrail(
                                new Subject(id, facts, personal),
                                AuditFixture.AT,
                                entries,
                                chain,
                                new StoredTrail.Standing("CAPTURED", AuditFixture.kwd(12_500), AuditFixture.kwd(0))))
                        .valid())
                .isTrue();

        var all = get("/api/payments/audit/export?payer=" + payer, "payment.audit")
                .json();
        assertThat(StreamSupport.stream(all.path("payments").spliterator(), false)
                        .map(payment -> payment.path("paymentId").asString()))
                .containsExactlyInAnyOrder(id, other);
        assertThat(get("/api/payments/audit/export?payer=usr_nobody", "payment.audit")
                        .json()
                        .path("payments"))
                .isEmpty();
    }

    @Test
    void aSpreadsheetRunsNothingOfAnExport() {
        var id = captured();
        refunded(id, "=HYPERLINK(1),\\\"x\\\"");
        var csv = get("/api/payments/audit/" + id + "/export?format=csv", "payment.audit");
        assertThat(csv.http().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/csv");
        assertThat(csv.text().lines().toList()).hasSizeGreaterThan(6);
        assertThat(csv.text())
                .startsWith("paymentId,seq,at,actor,")
                .contains("\r\n" + id + ",1,")
                .contains(",\"'=HYPERLINK(1),\"\"x\"\"\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/verification", "/export"})
    void nobodyElseSeesATrailAndAnUnknownOneIsNotFound(String what) {
        var id = created();
        assertThat(get("/api/payments/audit/" + id + what, "payment.view").status())
                .isEqualTo(403);
        var unknown = get("/api/payments/audit/pay_unknown" + what, "payment.audit");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.string("code")).isEqualTo("PAYMENT_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verification?limit=0", "verification?limit=1001", "export?payer=x&format=xml", "export"})
    void whatCannotBeAskedIsRefused(String path) {
        assertThat(get("/api/payments/audit/" + path, "payment.audit").status()).isEqualTo(400);
        assertThat(get("/api/payments/audit/" + path, "payment.view").status()).isEqualTo(403);
    }
}
