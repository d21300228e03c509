package io.aman.payment.invoice;

import io.aman.events.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice says; frozen when it is finalized.
 *
 * @param issuer who issues it, one line each
 * @param series whose numbers it takes, such as {@code INV}
 * @param language {@code en} or {@code ar}
 * @param dueOn an ISO date
 */
record InvoiceContent(
        String issuer,
        String series,
        String currency,
        Customer customer,
        String language,
        List<InvoiceLine> lines,
        @Nullable String dueOn,
        @Nullable String note) {

    /** @param userId where the customer is one of ours, who then sees the invoice */
    record Customer(
            String name,
            @Nullable String userId,
            @Nullable String email,
            @Nullable String address) {}

    InvoiceContent {
        lines = List.copyOf(lines);
        Money.zero(currency);
    }

    Totals totals() {
        return lines.stream().map(InvoiceLine::totals).reduce(Totals.NOTHING, Totals::plus);
    }

    Money money(long amountMinor) {
        return new Money(amountMinor, currency);
    }
}
