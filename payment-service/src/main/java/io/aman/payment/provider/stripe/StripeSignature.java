package io.aman.payment.provider.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import io.aman.platform.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the {@code Stripe-Signature} header.
 *
 * @see <a href="https://docs.stripe.com/webhooks/signatures">Webhook signatures</a>
 */
final class StripeSignature {

    /** stripe-java throws NumberFormatException or NullPointerException for other headers. */
    private static final Pattern HEADER =
            Pattern.compile("t=(\\d{1,12})((?:,[a-z0-9]{1,16}=[A-Za-z0-9+/=_-]{1,128}){1,16})");

    private final List<Secret> secrets;
    private final Duration tolerance;
    private final Clock clock;

    /** @param secrets any of them may have signed */
    StripeSignature(List<Secret> secrets, Duration tolerance, Clock clock) {
        this.secrets = List.copyOf(secrets);
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** Whether Stripe signed exactly this, within the tolerance of now. */
    boolean isValid(String body, @Nullable String header) {
        if (header == null) {
            return false;
        }
        var matcher = HEADER.matcher(header);
        return matcher.matches()
                && !isFromFuture(Long.parseLong(matcher.group(1)))
                && secrets.stream().anyMatch(secret -> isSigned(body, header, secret));
    }

    /** stripe-java only looks back: a header dated ahead would be good for as long as it likes. */
    private boolean isFromFuture(long epochSecond) {
        return Instant.ofEpochSecond(epochSecond).isAfter(clock.instant().plus(tolerance));
    }

    private boolean isSigned(String body, String header, Secret secret) {
        try {
            return Webhook.Signature.verifyHeader(body, header, secret.reveal(), tolerance.toSeconds(), clock);
        } catch (SignatureVerificationException _) {
            return false;
        }
    }
}
