package io.aman.platform.risk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aman.events.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Money that is about to move; who moves it is told by their token.
 *
 * @param attemptId asking again with it gets the same answer
 * @param address the client's address as the gateway saw it
 * @param method tells one thing to pay with from another, and is nothing one could pay with; null where that is chosen at
 *     the provider
 * @param device names the device it is paid at, as the gateway tells one from another; null where that is not known
 */
public record PaymentQuestion(
        Purpose purpose,
        String attemptId,
        String address,
        String paymentId,
        long amountMinor,
        String currency,
        String provider,
        @Nullable String method,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String device) {

    /** What it is for. */
    public enum Purpose {
        PAYMENT,
        REFUND
    }

    public PaymentQuestion(
            Purpose purpose,
            String attemptId,
            String address,
            String paymentId,
            Money amount,
            String provider,
            @Nullable String method) {
        this(purpose, attemptId, address, paymentId, amount.amountMinor(), amount.currency(), provider, method, null);
    }

    /** The same one, of which the device is known. */
    public PaymentQuestion at(String known) {
        return new PaymentQuestion(
                purpose, attemptId, address, paymentId, amountMinor, currency, provider, method, known);
    }

    public PaymentQuestion {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(attemptId, "attemptId");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(paymentId, "paymentId");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(provider, "provider");
    }
}
