package io.aman.payment.provider.paypal;

import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import io.aman.payment.provider.paypal.PayPalReply.Failed;
import io.aman.payment.provider.paypal.PayPalReply.NeverSent;
import io.aman.payment.provider.paypal.PayPalReply.NoAnswer;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what it means when PayPal does not answer, or answers with an error.
 *
 * <table>
 * <caption>The decisions</caption>
 * <tr><td>no answer in time, connection broken after it stood, 5xx, 409 (the same is under way), anything new</td>
 *     <td>{@link Unknown}: it may have happened. The caller gets 202, reconciliation asks again.</td></tr>
 * <tr><td>no connection at all, no access token to be had, 429</td>
 *     <td>{@link NotSent}: it has not happened. The caller gets 503 and may try again.</td></tr>
 * <tr><td>400, 401 and 403 with a fresh token, 404, 422</td>
 *     <td>{@link Refused}: the caller gets 502. What 422 says about the payment itself is decided by whoever asked.</td></tr>
 * </table>
 *
 * @see <a href="https://developer.paypal.com/api/rest/responses/">PayPal's responses</a>
 */
final class PayPalFailures {

    private static final Logger log = LoggerFactory.getLogger(PayPalFailures.class);

    private PayPalFailures() {}

    static ProviderAnswer answer(PayPalReply reply) {
        return switch (reply) {
            case NeverSent never -> new NotSent(never.reason());
            case NoAnswer none -> new Unknown(none.reason());
            case Done _ -> unreadable();
            case Failed failed -> answer(failed);
        };
    }

    private static ProviderAnswer answer(Failed failed) {
        return switch (failed.status()) {
            case 429 -> new NotSent("too many requests at the provider");
            case 401, 403 -> {
                log.error(
                        "PayPal refuses our credentials with status {} as {}, its debug id is {}",
                        failed.status(),
                        failed.issue(),
                        failed.debugId());
                yield new Refused("credentials");
            }
            case 400, 404, 422 -> {
                log.warn("PayPal refused a request as {}, its debug id is {}", failed.issue(), failed.debugId());
                yield new Refused(code(failed));
            }
            default -> new Unknown("status " + failed.status());
        };
    }

    /** The same decisions for a refund. */
    static RefundAnswer refundAnswer(PayPalReply reply) {
        return switch (answer(reply)) {
            case NotSent notSent -> notSent;
            case Refused refused -> refused;
            case Unknown unknown -> unknown;
            case ProviderAnswer.Fact _, ProviderAnswer.Absent _ -> unreadable();
        };
    }

    static Unknown unreadable() {
        return new Unknown("an answer that cannot be read");
    }

    static String code(Failed failed) {
        return failed.issue().toLowerCase(Locale.ROOT);
    }
}
