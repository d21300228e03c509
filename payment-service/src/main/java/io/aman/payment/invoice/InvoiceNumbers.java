package io.aman.payment.invoice;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * The numbers of each series, from 1, without a gap or a duplicate.
 *
 * <p>A series remembers which number went to whom until that one bears it, so that whoever asks again after a crash gets
 * the same number.
 */
interface InvoiceNumbers {

    /** A number that went to somebody and may not have arrived. */
    record Pending(String series, String holder, String invoiceId, long number) {}

    /**
     * The number of {@code holder} in {@code series}: the one it was given before, or the next one.
     *
     * @param holder an invoice's or a credit note's id
     * @param stillNeeded asked after the series was read and before a new number is given: a holder that got its
     *     number from somebody else meanwhile must not get a second one
     * @return empty when it is not needed any more
     * @throws InvoiceError.Contended when others were faster too many times
     */
    OptionalLong allocate(String series, String holder, String invoiceId, BooleanSupplier stillNeeded);

    /** The holder bears its number: the series may forget it. */
    void arrived(String series, String holder);

    List<Pending> pending();
}
