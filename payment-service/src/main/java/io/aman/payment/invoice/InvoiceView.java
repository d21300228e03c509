package io.aman.payment.invoice;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as its owner and its customer see it.
 *
 * @param version for {@code If-Match} when the draft is replaced
 * @param dueMinor what a payment has to be of; zero where nothing is owed
 * @param paymentId the payment that was begun for it, or has paid it
 * @param unfitPayments captured payments that were meant for it and do not pay it: they have to be given back
 */
record InvoiceView(
        String id,
        InvoiceState state,
        @Nullable String number,
        long version,
        String series,
        String currency,
        InvoiceContent.Customer customer,
        String language,
        List<Line> lines,
        long netMinor,
        long taxMinor,
        long totalMinor,
        long creditedMinor,
        long dueMinor,
        @Nullable String dueOn,
        @Nullable String note,
        @Nullable String paymentId,
        List<String> unfitPayments,
        List<Credit> creditNotes,
        Instant createdAt,
        @Nullable Instant issuedAt,
        @Nullable Instant paidAt,
        Instant updatedAt) {

    /** @param line its place, from 1 */
    record Line(
            int line,
            String description,
            long quantityThousandths,
            long unitAmountMinor,
            int taxRateBasisPoints,
            long netMinor,
            long taxMinor,
            long totalMinor) {}

    /** @param number absent while it waits for it */
    record Credit(
            String id,
            @Nullable String number,
            long netMinor,
            long taxMinor,
            long totalMinor,
            @Nullable String reason,
            List<CreditedLines.Part> lines,
            @Nullable Instant issuedAt) {}

    static InvoiceView of(Invoice invoice) {
        var body = invoice.body();
        var content = body.content();
        var totals = content.totals();
        return new InvoiceView(
                invoice.id().value(),
                body.state(),
                body.number(),
                invoice.version(),
                content.series(),
                content.currency(),
                content.customer(),
                content.language(),
                lines(content),
                totals.net(),
                totals.tax(),
                totals.total(),
                body.creditedMinor(),
                body.state() == InvoiceState.OPEN ? body.dueMinor() : 0,
                content.dueOn(),
                content.note(),
                body.payment(),
                body.unfit(),
                body.creditNotes().stream().map(InvoiceView::credit).toList(),
                invoice.createdAt(),
                body.issuedAt(),
                body.paidAt(),
                body.updatedAt());
    }

    private static List<Line> lines(InvoiceContent content) {
        return IntStream.range(0, content.lines().size())
                .mapToObj(n -> {
                    var line = content.lines().get(n);
                    var totals = line.totals();
                    return new Line(
                            n + 1,
                            line.description(),
                            line.quantityThousandths(),
                            line.unitAmountMinor(),
                            line.taxRateBasisPoints(),
                            totals.net(),
                            totals.tax(),
                            totals.total());
                })
                .toList();
    }

    static Credit credit(CreditNote note) {
        return new Credit(
                note.id(),
                note.number(),
                note.totals().net(),
                note.totals().tax(),
                note.totals().total(),
                note.reason(),
                note.lines().stream()
                        .map(line -> new CreditedLines.Part(line.line(), line.quantityThousandths()))
                        .toList(),
                note.issuedAt());
    }

    /** The credit note of that id. */
    Credit requireCredit(String noteId) {
        return creditNotes.stream()
                .filter(note -> Objects.equals(note.id(), noteId))
                .findFirst()
                .orElseThrow();
    }
}
