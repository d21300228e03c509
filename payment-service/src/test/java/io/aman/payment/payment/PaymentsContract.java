package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.NOW;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.payment.payment.PaymentFixture.notice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.AuditFixture;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.Cursor;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What the storage of payments promises, on every server. */
abstract class PaymentsContract {

    private final List<String> written = new CopyOnWriteArrayList<>();
    private MongoPayments payments;

    /** A database that this test has for itself. */
    abstract MongoOperations mongo();

    @BeforeEach
    void open() {
        payments = new MongoPayments(
                mongo(),
                new Outbox("payment-service", Traces.none()),
                payment -> written.add(payment.id().value()),
                AuditFixture.CHAIN);
        payments.declareIndexes();
    }

    private Payment added(String operation, String payer, Instant createdAt) {
        var terms = new PaymentTerms(
                PaymentId.createdBy(operation), payer, AMOUNT, "stripe", null, "a thing", null, createdAt);
        var payment = payments.add(Payment.create(terms, operation + "-create", BY_USER, SCHEDULE));
        return payments.change(
                payment.id(), p -> p.answered(operation + "-create", new Created("pi_" + operation), BY_USER));
    }

    private Payment added() {
        return added(Ids.random(""), Ids.random("usr_"), NOW);
    }

    private Document document(Payment payment) {
        return Objects.requireNonNull(mongo().findById(payment.id().value(), Document.class, MongoPayments.COLLECTION));
    }

    private static String ref(Payment payment) {
        return Objects.requireNonNull(payment.progress().providerRef());
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        var payment = added();
        payments.change(payment.id(), p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        var asked = payments.find(payment.id()).orElseThrow();
        assertThat(asked.terms()).isEqualTo(payment.terms());
        assertThat(asked.progress().openAttempt().orElseThrow())
                .isEqualTo(
                        Attempt.open("c1", Attempt.Kind.CONFIRM, AMOUNT, CARD, NOW, NOW.plus(Duration.ofSeconds(10))));

        var written =
                payments.change(payment.id(), p -> p.answered("c1", new Declined(ref(payment), "no", "ch_1"), BY_USER));
        var read = payments.find(payment.id()).orElseThrow();
        assertThat(read.progress()).isEqualTo(written.progress());
        assertThat(read.version()).isEqualTo(4);
    }

    @Test
    void stateTrailAndEventAreWrittenTogetherAndTheRelayIsTold() {
        var payment = added();
        written.clear();
        payments.change(payment.id(), p -> p.noticed(new Authorized(ref(payment), AMOUNT), notice("evt_1")));
        var document = document(payment);
        assertThat(document.get("progress", Document.class).getString("state")).isEqualTo("AUTHORIZED");
        assertThat(document.getList("audit", Document.class)).hasSize(3);
        assertThat(document.getList("outbox", Document.class))
                .extracting(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .containsExactly("payment.created.v1", "payment.authorized.v1");
        assertThat(written).containsExactly(payment.id().value());
    }

    @Test
    void theStoredFormNamesNoClassAndKeepsNoTokenOnceSettled() {
        var payment = added();
        payments.change(payment.id(), p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        payments.change(payment.id(), p -> p.answered("c1", new Authorized(ref(payment), AMOUNT), BY_USER));
        assertThat(document(payment).toJson()).doesNotContain("io.aman").doesNotContain("pm_card");
    }

    @Test
    void aPublishedEventDoesNotComeBackWithTheNextChange() {
        var payment = added();
        mongo().updateFirst(
                        Query.query(Criteria.where("_id").is(payment.id().value())),
                        new Update().set("outbox", List.of()),
                        MongoPayments.COLLECTION);
        payments.change(payment.id(), p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        assertThat(document(payment).getList("outbox", Document.class)).isEmpty();
    }

    @Test
    void aRefusedChangeWritesNothing() {
        var payment = added();
        var before = document(payment);
        assertThatThrownBy(
                        () -> payments.change(payment.id(), p -> p.beginCapture("t1", null, true, BY_USER, SCHEDULE)))
                .isInstanceOf(PaymentError.NotCapturable.class);
        assertThat(document(payment)).isEqualTo(before);
    }

    @Test
    void theSameOperationAddsOnePayment() throws Exception {
        var operation = Ids.random("");
        var terms = new PaymentTerms(PaymentId.createdBy(operation), "usr_x", AMOUNT, "stripe", null, null, null, NOW);
        var begun = AtOnce.run(
                100,
                _ -> payments.add(Payment.create(terms, operation + "-create", BY_USER, SCHEDULE))
                        .hasBegun(operation + "-create"));
        assertThat(begun).filteredOn(first -> first).hasSize(1);
    }

    @Test
    void oneHundredChangesAtOnceLoseNoEntry() throws Exception {
        var payment = added();
        payments.change(payment.id(), p -> p.noticed(new Captured(ref(payment), AMOUNT), notice("evt_c")));
        AtOnce.run(100, n -> {
            // Stale notices: each one writes its entry and nothing else.
            payments.change(payment.id(), p -> p.noticed(new Authorized(ref(payment), AMOUNT), notice("evt_" + n)));
            return n;
        });
        assertThat(new MongoTrails(mongo())
                        .find(payment.id().value())
                        .orElseThrow()
                        .entries())
                .filteredOn(entry -> entry.action().equals("IGNORED_STALE"))
                .extracting(AuditEntry::evidence)
                .doesNotHaveDuplicates()
                .hasSize(100);
        assertThat(document(payment).getList("outbox", Document.class)).hasSize(2);
    }

    @Test
    void oneHundredCapturesAtOnceOpenOneAttempt() throws Exception {
        var payment = added();
        payments.change(payment.id(), p -> p.noticed(new Authorized(ref(payment), AMOUNT), notice("evt_a")));
        var opened = AtOnce.run(100, n -> {
            try {
                return payments.change(payment.id(), p -> p.beginCapture("t" + n, null, true, BY_USER, SCHEDULE))
                        .hasBegun("t" + n);
            } catch (PaymentError.AttemptInProgress _) {
                return false;
            }
        });
        assertThat(opened).filteredOn(did -> did).hasSize(1);
        assertThat(payments.find(payment.id()).orElseThrow().progress().attempts())
                .filteredOn(attempt -> attempt.kind() == Attempt.Kind.CAPTURE)
                .hasSize(1);
    }

    @Test
    void whatWasConcludedFromAnOlderStateIsNotWritten() {
        var payment = added();
        var seen = payments.find(payment.id()).orElseThrow();
        payments.change(payment.id(), p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        assertThat(payments.changeIfUnchanged(
                        seen, p -> p.noticed(new Authorized(ref(payment), AMOUNT), notice("evt_1"))))
                .isFalse();
        assertThat(payments.find(payment.id()).orElseThrow().progress().state()).isEqualTo(PaymentState.CREATED);
    }

    @Test
    void aChangeFromAnOldLookIsMadeToThePaymentAsItStandsNow() {
        var payment = added();
        var seen = payments.require(payment.id());
        payments.change(payment.id(), p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        var after = payments.change(seen, p -> p.noticed(new Authorized(ref(payment), AMOUNT), notice("evt_1")));
        assertThat(after.progress().attempt("c1")).isPresent();
        assertThat(after.progress().state()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(payments.require(payment.id()).progress()).isEqualTo(after.progress());
    }

    @Test
    void whatAChangeReturnsIsThePaymentAsStoredWhereTheNextChangeBegins() {
        var payment = added();
        var asked = payments.change(payment, p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        assertThat(asked.hasBegun("c1")).isTrue();
        var answered = payments.change(asked, p -> p.answered("c1", new Authorized(ref(payment), AMOUNT), BY_USER));
        var read = payments.require(payment.id());
        assertThat(read.progress()).isEqualTo(answered.progress());
        assertThat(read.version()).isEqualTo(answered.version()).isEqualTo(4);
        assertThat(read.trail().chain()).isEqualTo(answered.trail().chain());
    }

    @Test
    void anOpenAttemptIsTakenUpWhenDueByOneAtATime() throws Exception {
        var payment = added();
        payments.change(payment.id(), p -> p.beginConfirm("c1", CARD, BY_USER, SCHEDULE));
        var due = NOW.plus(Duration.ofSeconds(10));
        var lease = due.plus(Duration.ofMinutes(1));
        assertThat(payments.claimDue(due.minusMillis(1), lease)).isEmpty();
        var claims = AtOnce.run(20, _ -> payments.claimDue(due, lease).isPresent());
        assertThat(claims).filteredOn(got -> got).hasSize(1);
        assertThat(payments.claimDue(lease, lease.plusSeconds(60))).isPresent(); // whoever had it has crashed

        payments.change(payment.id(), p -> p.answered("c1", new Authorized(ref(payment), AMOUNT), BY_USER));
        assertThat(payments.claimDue(lease.plus(Duration.ofDays(1)), lease.plus(Duration.ofDays(2))))
                .isEmpty();
    }

    @Test
    void pagesGoFromNewToOldAndMissAndRepeatNothing() {
        var payer = Ids.random("usr_");
        // Three of them in the same millisecond: the id decides among those.
        var all = IntStream.range(0, 7)
                .mapToObj(n -> added(Ids.random(""), payer, NOW.plusMillis(n / 3)))
                .map(Payment::id)
                .toList();
        added();
        var seen = new ArrayList<PaymentId>();
        Cursor cursor = null;
        for (var page = payments.of(payer, PaymentSearch.ALL, cursor, 2);
                !page.isEmpty();
                page = payments.of(payer, PaymentSearch.ALL, cursor, 2)) {
            page.forEach(payment -> seen.add(payment.id()));
            cursor = new Cursor(
                    page.getLast().terms().createdAt(), page.getLast().id().value());
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
        assertThat(seen.getFirst()).isEqualTo(all.getLast());
    }

    @Test
    void aPaymentIsFoundByWhatTheProviderCallsIt() {
        var payment = added();
        assertThat(payments.findByProviderRef(ref(payment)).orElseThrow().id()).isEqualTo(payment.id());
        assertThat(payments.findByProviderRef("pi_other")).isEmpty();
    }

    private void captureUnknownAt(PaymentId id, Instant asked) {
        var cause = new Cause("user:usr_1", asked, null, null, null);
        payments.change(id, p -> p.beginConfirm("c1" + id, CARD, cause, SCHEDULE));
        payments.change(id, p -> p.looked("c1" + id, new Unknown("no answer"), cause, SCHEDULE));
    }

    @Test
    void whatIsNotKnownIsListedInPagesUntilItIsKnown() {
        // Two of them in the same millisecond: the id decides between those.
        var all = IntStream.range(0, 5).mapToObj(_ -> added().id()).toList();
        IntStream.range(0, 5).forEach(n -> captureUnknownAt(all.get(n), NOW.plusMillis(n / 2)));
        added();
        var seen = new ArrayList<PaymentId>();
        Cursor cursor = null;
        for (var page = payments.unknown(cursor, 2); !page.isEmpty(); page = payments.unknown(cursor, 2)) {
            page.forEach(payment -> seen.add(payment.id()));
            cursor = UnknownOutcome.place(page.getLast()).orElseThrow();
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
        assertThat(seen.getFirst()).isEqualTo(all.getLast());

        payments.change(all.getLast(), p -> p.noticed(new Authorized(ref(p), AMOUNT), notice("evt_1")));
        assertThat(payments.unknown(null, 10)).hasSize(4);
        assertThat(payments.countUnknown(10)).isEqualTo(4);
        assertThat(payments.countUnknown(2)).isEqualTo(2);
    }
}
