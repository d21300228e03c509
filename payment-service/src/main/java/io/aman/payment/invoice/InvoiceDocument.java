package io.aman.payment.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What stands on paper: nothing that changes after the document was issued, so neither its state nor what was credited
 * later.
 *
 * <p>Arabic documents have Latin digits too: an amount then reads the same on the invoice, in the payment page and on a
 * bank statement, and can be copied into each.
 */
record InvoiceDocument(
        String lang,
        String dir,
        Map<String, String> label,
        String title,
        String number,
        String issuedOn,
        @Nullable String dueOn,
        @Nullable String ofInvoice,
        List<String> issuer,
        List<String> customer,
        List<Line> lines,
        String currency,
        String net,
        String tax,
        String total,
        List<String> notes) {

    record Line(int line, String description, String quantity, String unit, String rate, String tax, String total) {}

    boolean rtl() {
        return dir.equals("rtl");
    }

    static InvoiceDocument of(Invoice invoice) {
        var body = invoice.body();
        var content = body.content();
        var lines = IntStream.range(0, content.lines().size())
                .mapToObj(n -> {
                    var line = content.lines().get(n);
                    return line(content, n + 1, line.quantityThousandths(), line.totals());
                })
                .toList();
        return of(
                content,
                "invoice",
                Objects.requireNonNull(body.number()),
                Objects.requireNonNull(body.issuedAt()),
                content.dueOn(),
                null,
                lines,
                content.totals(),
                content.note());
    }

    static InvoiceDocument of(Invoice invoice, CreditNote note) {
        var content = invoice.body().content();
        var lines = note.lines().stream()
                .map(part -> line(content, part.line(), part.quantityThousandths(), part.totals()))
                .toList();
        return of(
                content,
                "creditNote",
                Objects.requireNonNull(note.number()),
                Objects.requireNonNull(note.issuedAt()),
                null,
                invoice.body().number(),
                lines,
                note.totals(),
                note.reason());
    }

    private static InvoiceDocument of(
            InvoiceContent content,
            String kind,
            String number,
            Instant issuedAt,
            @Nullable String dueOn,
            @Nullable String ofInvoice,
            List<Line> lines,
            Totals totals,
            @Nullable String note) {
        var arabic = content.language().equals("ar");
        var labels = arabic ? InvoiceLabels.ARABIC : InvoiceLabels.ENGLISH;
        return new InvoiceDocument(
                content.language(),
                arabic ? "rtl" : "ltr",
                labels,
                Objects.requireNonNull(labels.get(kind)),
                number,
                LocalDate.ofInstant(issuedAt, ZoneOffset.UTC).toString(),
                dueOn,
                ofInvoice,
                textLines(content.issuer()),
                customer(content.customer()),
                lines,
                content.currency(),
                InvoiceLabels.amount(content.money(totals.net())),
                InvoiceLabels.amount(content.money(totals.tax())),
                InvoiceLabels.amount(content.money(totals.total())),
                note == null ? List.of() : textLines(note));
    }

    private static Line line(InvoiceContent content, int place, long thousandths, Totals totals) {
        var line = content.lines().get(place - 1);
        return new Line(
                place,
                line.description(),
                InvoiceLabels.quantity(thousandths),
                InvoiceLabels.amount(content.money(line.unitAmountMinor())),
                InvoiceLabels.rate(line.taxRateBasisPoints()),
                InvoiceLabels.amount(content.money(totals.tax())),
                InvoiceLabels.amount(content.money(totals.total())));
    }

    private static List<String> customer(InvoiceContent.Customer customer) {
        var text = customer.name()
                + (customer.address() == null ? "" : "\n" + customer.address())
                + (customer.email() == null ? "" : "\n" + customer.email());
        return textLines(text);
    }

    private static List<String> textLines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
