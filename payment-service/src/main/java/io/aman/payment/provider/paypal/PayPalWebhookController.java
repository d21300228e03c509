package io.aman.payment.provider.paypal;

import io.aman.payment.provider.Notices;
import io.aman.payment.provider.Receipt;
import io.aman.platform.docs.Answers;
import io.aman.platform.problem.Problem;
import io.aman.platform.webhook.LimitedBody;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes PayPal's webhooks: verified over the raw bytes and stored before the 200 (D10).
 *
 * <p>Any other answer makes PayPal send it again, up to 25 times in three days.
 */
@RestController
@ConditionalOnProperty("payment.provider.paypal.base-url") // as it is found by scanning, too
class PayPalWebhookController {

    private static final Logger log = LoggerFactory.getLogger(PayPalWebhookController.class);

    private final PayPalSignature signature;
    private final PayPalNotices reader;
    private final Notices notices;
    private final LimitedBody limit;

    PayPalWebhookController(PayPalSignature signature, PayPalNotices reader, Notices notices, LimitedBody limit) {
        this.signature = signature;
        this.reader = reader;
        this.notices = notices;
        this.limit = limit;
    }

    @PostMapping("/api/payments/webhook/paypal")
    @Operation(operationId = "receivePayPalWebhook", summary = "PayPal's own webhook; not for clients")
    @Answers(body = Receipt.class)
    ResponseEntity<?> receive(InputStream stream, @RequestHeader HttpHeaders headers) throws IOException {
        var bytes = limit.read(stream);
        if (bytes.isEmpty()) {
            return Problem.answer(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", limit.rule());
        }
        var transmission = PayPalTransmission.of(name -> headers.getOrEmpty(name));
        return switch (transmission
                .map(sent -> signature.of(bytes.get(), sent))
                .orElse(PayPalSignature.Verdict.FORGED)) {
            case GENUINE -> genuine(new String(bytes.get(), StandardCharsets.UTF_8));
            case FORGED -> {
                log.warn("A webhook under PayPal's name was refused: its signature is not good");
                yield Problem.answer(
                        HttpStatus.BAD_REQUEST, "invalid-signature", "PayPal did not sign this, or not lately.");
            }
            case OPEN -> {
                log.warn("Nobody could say whether PayPal sent a webhook: neither its certificate nor PayPal answers");
                yield Problem.answer(HttpStatus.SERVICE_UNAVAILABLE, "signature-unverified", "Send it again.");
            }
        };
    }

    private ResponseEntity<?> genuine(String body) {
        var event = PayPalEvent.of(body);
        if (event.isEmpty()) {
            return Problem.answer(HttpStatus.BAD_REQUEST, "malformed-json", "The body is no event.");
        }
        try {
            return ResponseEntity.ok(Receipt.of(reader.notice(event.get(), body), notices));
        } catch (DataAccessException e) {
            log.error(
                    "The webhook {} could not be stored and was not acknowledged",
                    event.get().id(),
                    e);
            return Problem.answer(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", "Send it again.");
        }
    }
}
