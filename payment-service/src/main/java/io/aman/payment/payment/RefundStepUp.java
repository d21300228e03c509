package io.aman.payment.payment;

import io.aman.platform.security.Caller;
import io.aman.platform.security.StepUpRequired;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * From which amount on it takes a fresh sign-in to give money back: with the second factor, of who has one.
 *
 * @param stepUpOver minor units by ISO 4217 code; all refunds of a payment together may come to that much without one. In
 *     a currency that is not named every refund takes one
 */
@Validated
@ConfigurationProperties("payment.refund")
record RefundStepUp(@DefaultValue Map<String, @Min(0) Long> stepUpOver) {

    /**
     * Lets a refund begin.
     *
     * @param payment as it is in the moment in which the refund begins, so that several at once are no way round
     * @param amountMinor null for all that is left
     * @throws StepUpRequired when it takes a fresh sign-in that the caller has not
     */
    void require(Caller caller, Payment payment, @Nullable Long amountMinor, Instant now) {
        var progress = payment.progress();
        var left = progress.refundable().amountMinor();
        var given = progress.captured().amountMinor() - left;
        var asked = Objects.requireNonNullElse(amountMinor, left);
        var free = stepUpOver.getOrDefault(progress.captured().currency(), 0L) - given;
        if (asked > free) {
            caller.requireFreshSignIn(now);
        }
    }
}
