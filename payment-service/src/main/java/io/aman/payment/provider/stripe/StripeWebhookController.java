package io.aman.payment.provider.stripe;

import io.aman.payment.provider.MethodHints;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.Notices;
import io.aman.payment.provider.Receipt;
import io.aman.payment.provider.stripe.StripeWire.SetupMoved;
import io.aman.platform.docs.Answers;
import io.aman.platform.problem.Problem;
import io.aman.platform.webhook.LimitedBody;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes Stripe's webhooks: verified over the raw bytes and stored before the 200 (D10).
 *
 * <p>Any other answer makes Stripe send it again, for three days.
 */
@RestController
@ConditionalOnProperty("payment.provider.stripe.base-url") // as it is found by scanning, too
class StripeWebhookController {

    private static final Logger log = LoggerFactory.getLogger(StripeWebhookController.class);

    private final StripeSignature signature;
    private final Notices notices;
    private final MethodHints hints;
    private final LimitedBody limit;

    StripeWebhookController(StripeSignature signature, Notices notices, MethodHints hints, LimitedBody limit) {
        this.signature = signature;
        this.notices = notices;
        this.hints = hints;
        this.limit = limit;
    }

    @PostMapping("/api/payments/webhook/stripe")
    @Operation(operationId = "receiveStripeWebhook", summary = "Stripe's own webhook; not for clients")
    @Answers(body = Receipt.class)
    ResponseEntity<?> receive(
            InputStream stream, @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String header)
            throws IOException {
        var bytes = limit.read(stream);
        if (bytes.isEmpty()) {
            return Problem.answer(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", limit.rule());
        }
        // Bytes that are no UTF-8 come out changed, and then no signature is good for them.
        var body = new String(bytes.get(), StandardCharsets.UTF_8);
        if (!signature.isValid(body, header)) {
            log.warn("A webhook under Stripe's name was refused: its signature is not good");
            return Problem.answer(
                    HttpStatus.BAD_REQUEST, "invalid-signature", "Stripe did not sign this, or not lately.");
        }
        var notice = StripeWire.notice(StripeProvider.NAME, body);
        return notice.isEmpty()
                ? Problem.answer(HttpStatus.BAD_REQUEST, "malformed-json", "The body is no event.")
                : stored(notice.get(), StripeWire.setupMoved(body));
    }

    private ResponseEntity<?> stored(Notice notice, Optional<SetupMoved> setup) {
        try {
            var receipt = Receipt.of(notice, notices);
            setup.ifPresent(moved -> hints.moved(moved.payer(), moved.setup()));
            return ResponseEntity.ok(receipt);
        } catch (DataAccessException e) {
            log.error("The webhook {} could not be stored and was not acknowledged", notice.eventId(), e);
            return Problem.answer(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", "Send it again.");
        }
    }
}
