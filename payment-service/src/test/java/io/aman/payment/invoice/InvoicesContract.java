package io.aman.payment.invoice;

import static io.aman.payment.invoice.InvoiceFixture.BY_USER;
import static io.aman.payment.invoice.InvoiceFixture.NOW;
import static io.aman.payment.invoice.InvoiceFixture.PROPERTIES;
import static io.aman.payment.invoice.InvoiceFixture.content;
import static io.aman.payment.invoice.InvoiceFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.Cursor;
import io.aman.testing.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** What the storage of invoices and of their numbers promises, on every server. */
abstract class InvoicesContract {

    private MongoInvoices invoices;
    private MongoInvoiceNumbers numbers;
    private NumberInvoices numbering;

    /** A database that this test has for itself. */
    abstract MongoOperations mongo();

    @BeforeEach
    void open() {
        invoices = new MongoInvoices(mongo(), new Outbox("payment-service", Traces.none()), _ -> {});
        invoices.declareIndexes();
        numbers = new MongoInvoiceNumbers(mongo());
        numbering = new NumberInvoices(invoices, numbers, PROPERTIES);
    }

    private static List<String> from1To(int last) {
        return IntStream.rangeClosed(1, last).mapToObj("INV-%06d"::formatted).toList();
    }

    @Test
    void oneHundredFinalizationsAtOnceAreNumberedFromOneToOneHundred() throws Exception {
        var ids = IntStream.range(0, 100)
                .mapToObj(_ -> invoices.add(draft()).id())
                .toList();
        // Another instance each time: its lock protects nobody else.
        var given = AtOnce.run(
                100,
                n -> new NumberInvoices(invoices, new MongoInvoiceNumbers(mongo()), PROPERTIES)
                        .finalizeIt(ids.get(n), BY_USER)
                        .body()
                        .number());
        assertThat(given).containsExactlyInAnyOrderElementsOf(from1To(100));
        assertThat(numbers.pending()).isEmpty();
    }

    @Test
    void theSameInvoiceFinalizedByManyGetsOneNumberAndLeavesNoGap() throws Exception {
        for (int round = 1; round <= 10; round++) {
            var id = invoices.add(draft()).id();
            var given = AtOnce.run(
                    10,
                    _ -> new NumberInvoices(invoices, new MongoInvoiceNumbers(mongo()), PROPERTIES)
                            .finalizeIt(id, BY_USER)
                            .body()
                            .number());
            assertThat(given).containsOnly("INV-%06d".formatted(round));
        }
    }

    /** Stops where a crash would. */
    private static final class Crash extends RuntimeException {}

    /** Crashes before or after a number is given, or before the series forgets it, as chance wants it. */
    private record Crashing(InvoiceNumbers real, Random chance) implements InvoiceNumbers {

        @Override
        public OptionalLong allocate(String series, String holder, String invoiceId, BooleanSupplier stillNeeded) {
            mayCrash();
            var number = real.allocate(series, holder, invoiceId, stillNeeded);
            mayCrash();
            return number;
        }

        @Override
        public void arrived(String series, String holder) {
            mayCrash();
            real.arrived(series, holder);
        }

        @Override
        public List<Pending> pending() {
            return real.pending();
        }

        private void mayCrash() {
            if (chance.nextInt(3) == 0) {
                throw new Crash();
            }
        }
    }

    @Test
    void crashesBetweenTheStepsLeaveNoGapAndNoDuplicate() throws Exception {
        var ids = IntStream.range(0, 100)
                .mapToObj(_ -> invoices.add(draft()).id())
                .toList();
        var crashes = AtOnce.run(100, n -> {
            try {
                new NumberInvoices(invoices, new Crashing(new MongoInvoiceNumbers(mongo()), new Random(n)), PROPERTIES)
                        .finalizeIt(ids.get(n), BY_USER);
                return false;
            } catch (Crash _) {
                return true;
            }
        });
        assertThat(crashes).contains(true, false);
        AtOnce.run(4, _ -> {
            new NumberInvoices(invoices, new MongoInvoiceNumbers(mongo()), PROPERTIES).sweep(500, BY_USER);
            return true;
        });
        assertThat(ids.stream().map(id -> invoices.find(id).orElseThrow().body().number()))
                .containsExactlyInAnyOrderElementsOf(from1To(100));
        assertThat(numbers.pending()).isEmpty();
        assertThat(invoices.awaitingNumber(10)).isEmpty();
    }

    @Test
    void whoLooksLateAtAHolderThatWasServedGetsNoSecondNumber() {
        var id = invoices.add(draft()).id();
        invoices.change(id, invoice -> invoice.freeze(BY_USER));
        var looks = new AtomicInteger();
        var late = numbers.allocate("INV", id.value(), id.value(), () -> {
            var waits = invoices.find(id).orElseThrow().body().number() == null;
            if (looks.getAndIncrement() == 0) { // somebody else serves it wholly right after this look
                new NumberInvoices(invoices, new MongoInvoiceNumbers(mongo()), PROPERTIES).complete(id, BY_USER);
            }
            return waits;
        });
        assertThat(late).isEmpty();
        assertThat(looks).hasValue(2);
        assertThat(numbering
                        .finalizeIt(invoices.add(draft()).id(), BY_USER)
                        .body()
                        .number())
                .isEqualTo("INV-000002");
    }

    @Test
    void creditNotesHaveNumbersOfTheirOwnAndAreFinishedByTheSweep() {
        var id = numbering.finalizeIt(invoices.add(draft()).id(), BY_USER).id();
        invoices.change(
                id, invoice -> invoice.credit("crn_1", List.of(new CreditedLines.Part(1, 1_000)), null, BY_USER));
        assertThat(invoices.awaitingNumber(10)).containsExactly(id);
        numbering.sweep(10, BY_USER);
        numbering.sweep(10, BY_USER);
        assertThat(invoices.find(id).orElseThrow().body().creditNotes())
                .extracting(CreditNote::number)
                .containsExactly("CN-000001");
        assertThat(numbers.pending()).isEmpty();
    }

    @Test
    void oneHundredCreditNotesAtOnceNeverExceedTheInvoice() throws Exception {
        var id = numbering.finalizeIt(invoices.add(draft()).id(), BY_USER).id();
        var done = AtOnce.run(100, n -> {
            try {
                invoices.change(
                        id,
                        invoice ->
                                invoice.credit("crn_" + n, List.of(new CreditedLines.Part(1, 1_000)), null, BY_USER));
                return true;
            } catch (InvoiceError.CreditExceedsInvoice _) {
                return false;
            }
        });
        assertThat(done).filteredOn(did -> did).hasSize(2);
    }

    @Test
    void stateTrailAndEventsAreOneDocumentWithoutClassNames() {
        var id = numbering.finalizeIt(invoices.add(draft()).id(), BY_USER).id();
        var document = Objects.requireNonNull(mongo().findById(id.value(), Document.class, MongoInvoices.COLLECTION));
        assertThat(document.toJson()).doesNotContain("io.aman");
        assertThat(document.getList("outbox", Document.class)).hasSize(1);
        assertThat(invoices.audit(id).orElseThrow())
                .extracting(InvoiceEntry::action)
                .containsExactly("DRAFTED", "FROZEN", "FINALIZED");
        assertThat(invoices.find(id).orElseThrow().body().content()).isEqualTo(content());
    }

    @Test
    void aPaymentPaysOneInvoice() {
        var first = numbering.finalizeIt(invoices.add(draft()).id(), BY_USER).id();
        var second = numbering.finalizeIt(invoices.add(draft()).id(), BY_USER).id();
        invoices.change(first, invoice -> invoice.pay("pay_1", 13_125L, BY_USER));
        assertThatThrownBy(() -> invoices.change(second, invoice -> invoice.pay("pay_1", 13_125L, BY_USER)))
                .isInstanceOf(InvoiceError.PaymentAlreadyUsed.class);
        assertThat(invoices.findByPayment("pay_1").orElseThrow().id()).isEqualTo(first);
    }

    @Test
    void theSameOperationAddsOneDraft() throws Exception {
        var one = draft();
        var added = AtOnce.run(20, _ -> invoices.add(one).id());
        assertThat(added).containsOnly(one.id());
    }

    @Test
    void pagesGoFromNewToOldAndMissAndRepeatNothing() {
        var owner = Ids.random("usr_");
        var all = IntStream.range(0, 7)
                .mapToObj(n -> invoices.add(new Invoice(
                                InvoiceId.createdBy(Ids.random("")),
                                owner,
                                NOW.plusMillis(n / 3),
                                InvoiceBody.draft(content(), NOW),
                                0))
                        .id())
                .toList();
        var seen = new ArrayList<InvoiceId>();
        Cursor cursor = null;
        for (var page = invoices.of(owner, InvoiceState.DRAFT, cursor, 2);
                !page.isEmpty();
                page = invoices.of(owner, InvoiceState.DRAFT, cursor, 2)) {
            page.forEach(invoice -> seen.add(invoice.id()));
            cursor = new Cursor(page.getLast().createdAt(), page.getLast().id().value());
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
        assertThat(invoices.of(owner, InvoiceState.PAID, null, 10)).isEmpty();
    }
}
