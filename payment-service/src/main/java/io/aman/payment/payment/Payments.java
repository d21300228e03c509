package io.aman.payment.payment;

import io.aman.platform.idempotency.HeldKey;
import io.aman.platform.idempotency.KeptAnswer;
import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The payments. */
interface Payments {

    /**
     * Stores a new payment with its trail and events, and returns it as stored; one that exists under this id, or was made
     * under the same key, as it is.
     */
    Payment add(Payment payment);

    Optional<Payment> find(PaymentId id);

    /** @throws PaymentError.NotFound when there is none */
    default Payment require(PaymentId id) {
        return find(id).orElseThrow(PaymentError.NotFound::new);
    }

    /** Those that are there, in no order. */
    List<Payment> findAll(Collection<PaymentId> ids);

    Optional<Payment> findByProviderRef(String ref);

    /** The one that was made under this key, while that counts. */
    Optional<Payment> findMadeUnder(String keyId);

    /** The answer that lies in a payment under this key. */
    Optional<KeptAnswer> keptAnswer(PaymentId id, HeldKey<Payment> key);

    /**
     * Applies a change to the payment as it stands now, and writes state, audit entries and events in one conditional
     * update; another writer in between makes it start over. A change that throws has changed nothing.
     *
     * @return the payment after the change
     * @throws PaymentError.NotFound when there is none
     * @throws PaymentError.Contended when others were faster too many times
     */
    Payment change(PaymentId id, Consumer<Payment> change);

    /**
     * As {@link #change(PaymentId, Consumer)}, but begins with the payment as it was seen, which saves reading it where
     * nobody has written since. What a refusal is based on is then as old as {@code seen}.
     *
     * @param seen as it was read or returned by a change; not to be used afterwards
     */
    Payment change(Payment seen, Consumer<Payment> change);

    /**
     * Applies a change only if nobody has written since {@code seen} was read: what was concluded from it still holds.
     *
     * @return whether it was written, or nothing had to be
     */
    boolean changeIfUnchanged(Payment seen, Consumer<Payment> change);

    /** One payer's payments that match, newest first, after {@code cursor}. */
    List<Payment> of(String payer, PaymentSearch search, @Nullable Cursor after, int limit);

    /** Those with an outcome that is not known, the longest unknown last, after {@code cursor}. */
    List<Payment> unknown(@Nullable Cursor after, int limit);

    /** Takes up the payment that waited longest for a look, so that nobody else does before {@code leaseUntil}. */
    Optional<Payment> claimDue(Instant now, Instant leaseUntil);

    /** How many {@link #unknown} would list, counted up to {@code atMost}. */
    int countUnknown(int atMost);
}
