package io.aman.payment.provider;

import io.aman.events.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's own record of the money that it moved for us; a bean for each provider that can be asked for it.
 *
 * <p>No method throws because of what the provider says or fails to say.
 */
public interface LedgerReader {

    /** As {@link PaymentProvider#name()} has it. */
    String provider();

    /**
     * What the provider booked from {@code from}, before {@code to}; nothing else.
     *
     * @param booked what we booked then, for a provider that has no list and can only be asked one by one
     */
    LedgerAnswer read(Instant from, Instant to, List<Line> booked);

    /** What came back. */
    sealed interface LedgerAnswer {}

    /** @param lines all of them, in any order */
    record Read(List<Line> lines) implements LedgerAnswer {}

    /** The record could not be read to its end: nothing is known. */
    record Unread(String reason) implements LedgerAnswer {}

    /** What moved. */
    enum Kind {
        CAPTURE,
        /** The provider gave a capture back of its own accord. */
        CAPTURE_VOIDED,
        REFUND,
        /** A refund came back. */
        REFUND_FAILED
    }

    /**
     * One movement of money.
     *
     * @param paymentRef the provider's id of the payment
     * @param refundRef the provider's id of the refund, where it is about one
     * @param amount above zero, whichever way it went
     */
    record Line(Kind kind, String paymentRef, @Nullable String refundRef, Money amount, Instant at) {}
}
