package io.aman.payment.invoice;

import io.aman.payment.invoice.InvoiceError.CreditExceedsInvoice;
import io.aman.payment.invoice.InvoiceError.InvalidContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** What a credit note takes back of each line. */
final class CreditedLines {

    private CreditedLines() {}

    /** @param line its place, from 1 */
    record Part(int line, long quantityThousandths) {}

    /**
     * @param wanted empty for all that is left
     * @throws CreditExceedsInvoice when a line has not as much left
     */
    static List<CreditNote.Line> of(InvoiceBody body, List<Part> wanted) {
        var parts = wanted.isEmpty() ? remaining(body) : wanted;
        if (parts.isEmpty()) {
            throw new CreditExceedsInvoice(1, 0);
        }
        var seen = new HashSet<Integer>();
        var lines = new ArrayList<CreditNote.Line>();
        for (var part : parts) {
            if (part.line() < 1 || part.line() > body.content().lines().size() || !seen.add(part.line())) {
                throw new InvalidContent("Each line is credited by its place, from 1, and once.");
            }
            lines.add(line(body, part));
        }
        return lines;
    }

    /** The difference of what is credited before and after, so that all parts add up to the line. */
    private static CreditNote.Line line(InvoiceBody body, Part part) {
        var line = body.content().lines().get(part.line() - 1);
        var before = body.creditedThousandths(part.line());
        var left = line.quantityThousandths() - before;
        if (part.quantityThousandths() > left) {
            throw new CreditExceedsInvoice(part.line(), left);
        }
        if (part.quantityThousandths() < 1) {
            throw new InvalidContent("A credited quantity is above zero.");
        }
        try {
            var totals = line.totalsOf(before + part.quantityThousandths()).minus(line.totalsOf(before));
            return new CreditNote.Line(part.line(), part.quantityThousandths(), totals);
        } catch (IllegalArgumentException e) {
            throw new InvalidContent("Line %d: %s.".formatted(part.line(), e.getMessage()));
        }
    }

    private static List<Part> remaining(InvoiceBody body) {
        return IntStream.rangeClosed(1, body.content().lines().size())
                .mapToObj(n -> new Part(
                        n, body.content().lines().get(n - 1).quantityThousandths() - body.creditedThousandths(n)))
                .filter(part -> part.quantityThousandths() > 0)
                .toList();
    }
}
