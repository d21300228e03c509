package io.aman.payment.payment;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a payer's payments to list; what is absent does not narrow.
 *
 * @param state any of these, as payments show it: {@code PROCESSING} while an outcome is open
 * @param from created then or later, such as {@code 2026-11-25T00:00:00Z}
 * @param to created before then
 * @param minAmountMinor at least this many minor units, whatever the currency
 * @param reference exactly the payer's own
 */
record PaymentSearch(
        @Nullable Set<PaymentState> state,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable @Min(0) Long minAmountMinor,
        @Nullable @Min(0) Long maxAmountMinor,
        @Nullable @Pattern(regexp = "[A-Z]{3}") String currency,
        @Nullable @Size(min = 1, max = 100) String reference) {

    static final PaymentSearch ALL = new PaymentSearch(null, null, null, null, null, null, null);

    @AssertTrue(message = "from must be before to")
    boolean isInOrder() {
        return from == null || to == null || from.isBefore(to);
    }

    @AssertTrue(message = "minAmountMinor must not be above maxAmountMinor")
    boolean isRangeOfAmounts() {
        return minAmountMinor == null || maxAmountMinor == null || minAmountMinor <= maxAmountMinor;
    }
}
