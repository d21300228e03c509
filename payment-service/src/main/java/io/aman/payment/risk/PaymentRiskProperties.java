package io.aman.payment.risk;

import jakarta.validation.constraints.Min;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which movements of money ask for their risk, and what holds where nobody answers.
 *
 * @param localLimit minor units by ISO 4217 code; without an answer in time what is above takes a fresh sign-in. In a
 *     currency that is not named everything does
 * @param refundOver minor units by ISO 4217 code; a refund above asks for its risk. In a currency that is not named every
 *     one does
 */
@Validated
@ConfigurationProperties("payment.risk")
record PaymentRiskProperties(
        @DefaultValue Map<String, @Min(0) Long> localLimit,
        @DefaultValue Map<String, @Min(0) Long> refundOver) {

    boolean isAboveLocalLimit(long amountMinor, String currency) {
        return amountMinor > localLimit.getOrDefault(currency, 0L);
    }

    boolean asksOfRefund(long amountMinor, String currency) {
        return amountMinor > refundOver.getOrDefault(currency, 0L);
    }
}
