package io.aman.payment.invoice;

import io.aman.payment.invoice.InvoiceContent.Customer;
import io.aman.payment.payment.Cause;
import io.aman.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Invoices in the states that tests begin with. */
final class InvoiceFixture {

    static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    static final Cause BY_USER = new Cause("user:usr_1", NOW, "203.0.113.7", null, null);
    static final InvoiceProperties PROPERTIES =
            new InvoiceProperties(Set.of("INV"), "CN", 6, "Aman Trading Co.", Duration.ofSeconds(5));

    private InvoiceFixture() {}

    static InvoiceContent content(String series, String currency, String language, InvoiceLine... lines) {
        var customer = new Customer("Sara", "usr_2", "sara@example.com", "Block 3\nKuwait City");
        return new InvoiceContent(
                "Aman Trading Co.\nKuwait",
                series,
                currency,
                customer,
                language,
                List.of(lines),
                "2026-12-31",
                "Thank you");
    }

    static InvoiceContent content() {
        return content("INV", "KWD", "en", new InvoiceLine("Consulting", 2_000, 6_250, 500));
    }

    static Invoice draft() {
        return Invoice.draft(InvoiceId.createdBy(Ids.random("")), "usr_1", content(), BY_USER);
    }

    static Invoice open(InvoiceContent content) {
        var invoice = Invoice.draft(InvoiceId.createdBy("op"), "usr_1", content, BY_USER);
        invoice.freeze(BY_USER);
        invoice.issue("INV-000001", BY_USER);
        return stored(invoice);
    }

    /** As if it had been written and read again. */
    static Invoice stored(Invoice invoice) {
        return new Invoice(invoice.id(), invoice.owner(), invoice.createdAt(), invoice.body(), invoice.version() + 1);
    }
}
