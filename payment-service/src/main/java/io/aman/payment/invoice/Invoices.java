package io.aman.payment.invoice;

import io.aman.platform.page.Cursor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The invoices. */
interface Invoices {

    /** Stores a new draft with its trail; one that exists under this id is returned as it is. */
    Invoice add(Invoice invoice);

    Optional<Invoice> find(InvoiceId id);

    /** The invoice that waits for this payment, or was paid with it. */
    Optional<Invoice> findByPayment(String paymentId);

    Optional<Invoice> findByNumber(String number);

    /** Of these payments those that {@link #findByPayment} finds an invoice for, and of the numbers those there are. */
    Set<String> known(Set<String> payments, Set<String> numbers);

    /**
     * Applies a change to the invoice as it stands now, and writes state, audit entries and events in one conditional
     * update; another writer in between makes it start over. A change that throws has changed nothing.
     *
     * @return the invoice after the change
     * @throws InvoiceError.NotFound when there is none
     * @throws InvoiceError.PaymentAlreadyUsed when its payment belongs to another invoice
     * @throws InvoiceError.Contended when others were faster too many times
     */
    Invoice change(InvoiceId id, Consumer<Invoice> change);

    /** What one user may see, newest first, after {@code cursor}. */
    List<Invoice> of(String user, @Nullable InvoiceState state, @Nullable Cursor after, int limit);

    /** The trail of an invoice, oldest first; empty when there is no such invoice. */
    Optional<List<InvoiceEntry>> audit(InvoiceId id);

    /** Some of those that wait for a number, for whatever reason. */
    List<InvoiceId> awaitingNumber(int limit);
}
