package io.aman.payment.provider.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderHttp;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.VaultAnswer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what it means when Stripe does not answer, or answers with an error.
 *
 * <table>
 * <caption>The decisions</caption>
 * <tr><td>no answer in time, connection broken after it stood, 5xx, 409 (the object is locked), anything new</td>
 *     <td>{@link Unknown}: it may have happened. The caller gets 202, reconciliation asks again.</td></tr>
 * <tr><td>no connection at all, 429</td>
 *     <td>{@link NotSent}: it has not happened. The caller gets 503 and may try again.</td></tr>
 * <tr><td>402</td><td>{@link Declined}</td></tr>
 * <tr><td>400, 401, 403, 404</td><td>{@link Refused}: our mistake. The caller gets 502.</td></tr>
 * </table>
 *
 * @see <a href="https://docs.stripe.com/api/errors">Stripe's errors</a>
 * @see <a href="https://docs.stripe.com/error-low-level">Which of them are certain</a>
 */
final class StripeFailures {

    private static final Logger log = LoggerFactory.getLogger(StripeFailures.class);

    private StripeFailures() {}

    /** @param ref what was asked about; null while Stripe has not named it yet */
    static ProviderAnswer answer(StripeException error, @Nullable String ref) {
        return switch (error) {
            case ApiConnectionException e ->
                ProviderHttp.neverConnected(e) ? new NotSent("no connection") : new Unknown("no answer");
            case CardException e when ref != null -> declined(e, ref);
            case CardException e -> new Refused(code(e));
            case RateLimitException _ -> new NotSent("too many requests at the provider");
            case AuthenticationException e -> misconfigured(e); // 403, too
            case IdempotencyException e -> refused(e);
            case InvalidRequestException e -> refused(e);
            default -> new Unknown("status " + error.getStatusCode());
        };
    }

    /** The same decisions for a refund, which has no decline of a card. */
    static RefundAnswer refundAnswer(StripeException error) {
        return switch (answer(error, null)) {
            case NotSent notSent -> notSent;
            case Refused refused -> refused;
            case Unknown unknown -> unknown;
            case Fact _, Absent _ -> new Unknown("a fact about a payment");
        };
    }

    /** The same decisions for keeping and forgetting a payment method, where a decline is the adapter's to tell. */
    static VaultAnswer vaultAnswer(StripeException error) {
        return switch (answer(error, null)) {
            case NotSent notSent -> notSent;
            case Refused refused -> refused;
            case Unknown unknown -> unknown;
            case Fact _, Absent _ -> new Unknown("a fact about a payment");
        };
    }

    /** A list that was not read says nothing, whatever the reason. */
    static Unknown unread(StripeException error) {
        return error instanceof ApiConnectionException
                ? new Unknown("no answer")
                : new Unknown("status " + error.getStatusCode());
    }

    /** stripe-java throws whatever it stumbles over, such as an empty body. */
    static Unknown unreadable(RuntimeException e) {
        log.warn("Stripe's answer cannot be read", e);
        return new Unknown("an answer that cannot be read");
    }

    private static Declined declined(CardException error, String ref) {
        var code = error.getDeclineCode() == null ? code(error) : error.getDeclineCode();
        return new Declined(ref, StripeWire.word(code), error.getCharge());
    }

    private static Refused refused(StripeException error) {
        log.warn("Stripe refused a request as {}, its request id is {}", code(error), error.getRequestId());
        return new Refused(code(error));
    }

    private static Refused misconfigured(StripeException error) {
        // Stripe's message quotes part of the key; it is left out.
        log.error(
                "Stripe refuses our API key with status {}, its request id is {}",
                error.getStatusCode(),
                error.getRequestId());
        return new Refused("credentials");
    }

    private static String code(StripeException error) {
        return StripeWire.word(Objects.requireNonNullElse(error.getCode(), "invalid_request"));
    }
}
