package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.JSON;

import io.aman.payment.provider.paypal.PayPalCertificates.Found;
import io.aman.payment.provider.paypal.PayPalCertificates.Genuine;
import io.aman.payment.provider.paypal.PayPalCertificates.NotGenuine;
import io.aman.payment.provider.paypal.PayPalCertificates.OutOfReach;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Says whether PayPal has sent a webhook: by its certificate, without asking anyone; only where that cannot be fetched,
 * by asking PayPal.
 *
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/rest/">Verify webhooks</a>
 */
final class PayPalSignature {

    private static final String VERIFY = "/v1/notifications/verify-webhook-signature";

    private final String webhookId;
    private final Duration maxAge;
    private final Duration maxAhead;
    private final Function<String, Found> certificates;
    private final PayPalClient client;
    private final Clock clock;

    /** @param certificates what lies at the address that a webhook names */
    PayPalSignature(
            PayPalProperties properties, Function<String, Found> certificates, PayPalClient client, Clock clock) {
        this.webhookId = properties.webhookId();
        this.maxAge = properties.webhookMaxAge();
        this.maxAhead = properties.webhookMaxAhead();
        this.certificates = certificates;
        this.client = client;
        this.clock = clock;
    }

    /** Whether PayPal sent it. */
    enum Verdict {
        GENUINE,
        FORGED,
        /** Nobody could say. */
        OPEN
    }

    Verdict of(byte[] body, PayPalTransmission transmission) {
        var now = clock.instant();
        if (transmission.at().isBefore(now.minus(maxAge)) || transmission.at().isAfter(now.plus(maxAhead))) {
            return Verdict.FORGED;
        }
        return switch (certificates.apply(transmission.certUrl())) {
            case Genuine genuine ->
                isSigned(body, transmission, genuine.certificate()) ? Verdict.GENUINE : Verdict.FORGED;
            case NotGenuine _ -> Verdict.FORGED;
            case OutOfReach _ -> asked(body, transmission);
        };
    }

    private boolean isSigned(byte[] body, PayPalTransmission transmission, X509Certificate certificate) {
        try {
            var signature = Signature.getInstance(PayPalTransmission.ALGORITHM);
            signature.initVerify(certificate);
            signature.update(transmission.signed(webhookId, body));
            return signature.verify(transmission.signatureBytes());
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private Verdict asked(byte[] body, PayPalTransmission transmission) {
        if (!isObject(body)) {
            return Verdict.FORGED;
        }
        return client.ask(VERIFY, question(body, transmission)) instanceof Done done
                ? verdict(PayPalClient.text(done.body(), "verification_status"))
                : Verdict.OPEN;
    }

    private static Verdict verdict(@Nullable String status) {
        return switch (status) {
            case "SUCCESS" -> Verdict.GENUINE;
            case "FAILURE" -> Verdict.FORGED;
            case null, default -> Verdict.OPEN;
        };
    }

    /** One object and nothing after it: else the body could go on to write the rest of our question. */
    private static boolean isObject(byte[] body) {
        try {
            return JSON.readTree(body).isObject();
        } catch (JacksonException _) {
            return false;
        }
    }

    /** With the body as it came: written anew it would have other bytes, and another checksum. */
    private byte[] question(byte[] body, PayPalTransmission transmission) {
        var opening = JSON.createObjectNode()
                .put("auth_algo", PayPalTransmission.ALGORITHM)
                .put("cert_url", transmission.certUrl())
                .put("transmission_id", transmission.id())
                .put("transmission_sig", transmission.signature())
                .put("transmission_time", transmission.time())
                .put("webhook_id", webhookId)
                .toString();
        var question = new ByteArrayOutputStream();
        question.writeBytes(opening.substring(0, opening.length() - 1).getBytes(StandardCharsets.UTF_8));
        question.writeBytes(",\"webhook_event\":".getBytes(StandardCharsets.UTF_8));
        question.writeBytes(body);
        question.write('}');
        return question.toByteArray();
    }
}
