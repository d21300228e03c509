package io.aman.payment.provider.paypal;

import io.aman.payment.provider.Notice;
import io.aman.payment.provider.Notices;
import io.aman.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final MongoPayPalOrders orders;
    private final Notices notices;
    private final int maxBytes;

    PayPalWebhookController(PayPalSignature signature, MongoPayPalOrders orders, Notices notices, int maxBytes) {
        this.signature = signature;
        this.orders = orders;
        this.notices = notices;
        this.maxBytes = maxBytes;
    }

    @PostMapping("/api/payments/webhook/paypal")
    ResponseEntity<?> receive(InputStream stream, @RequestHeader HttpHeaders headers) throws IOException {
        var bytes = stream.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            return problem(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", "At most %d bytes.".formatted(maxBytes));
        }
        var transmission = PayPalTransmission.of(name -> headers.getOrEmpty(name));
        return switch (transmission.map(sent -> signature.of(bytes, sent)).orElse(PayPalSignature.Verdict.FORGED)) {
            case GENUINE -> genuine(new String(bytes, StandardCharsets.UTF_8));
            case FORGED -> {
                log.warn("A webhook under PayPal's name was refused: its signature is not good");
                yield problem(HttpStatus.BAD_REQUEST, "invalid-signature", "PayPal did not sign this, or not lately.");
            }
            case OPEN -> {
                log.warn("Nobody could say whether PayPal sent a webhook: neither its certificate nor PayPal answers");
                yield problem(HttpStatus.SERVICE_UNAVAILABLE, "signature-unverified", "Send it again.");
            }
        };
    }

    private ResponseEntity<?> genuine(String body) {
        var event = PayPalEvent.of(body);
        if (event.isEmpty()) {
            return problem(HttpStatus.BAD_REQUEST, "malformed-json", "The body is no event.");
        }
        try {
            return stored(notice(event.get(), body));
        } catch (DataAccessException e) {
            log.error(
                    "The webhook {} could not be stored and was not acknowledged",
                    event.get().id(),
                    e);
            return problem(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", "Send it again.");
        }
    }

    private ResponseEntity<?> stored(Notice notice) {
        return ResponseEntity.ok(new Receipt(notice.eventId(), !notices.receive(notice)));
    }

    private Notice notice(PayPalEvent event, String body) {
        return new Notice(
                PayPalProvider.NAME, event.id(), event.type(), event.about(), ref(event), event.paymentId(), body);
    }

    /** The order; where nobody knows it, whatever the event names: it waits under that, and is seen. */
    private @Nullable String ref(PayPalEvent event) {
        return Optional.ofNullable(event.order())
                .or(() -> Optional.ofNullable(event.paymentId()).flatMap(orders::ofPayment))
                .or(() -> orders.ofPieces(event.pieces()))
                .or(() -> event.pieces().stream().findFirst())
                .orElse(null);
    }

    /** @param duplicate whether it was stored before and nothing happens because of this one */
    record Receipt(String eventId, boolean duplicate) {}

    private static ResponseEntity<?> problem(HttpStatus status, String slug, String detail) {
        return ResponseEntity.of(Problem.of(status, slug, detail)).build();
    }
}
