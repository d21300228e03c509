package io.aman.payment.provider.knet;

import io.aman.payment.provider.Notices;
import io.aman.platform.docs.Answers;
import io.aman.platform.problem.Problem;
import io.aman.platform.webhook.LimitedBody;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes KNET's callbacks, which carry no signature: one counts only if track id, amount and currency are those of an
 * attempt that we made, and even then only as a reason to inquire.
 *
 * <p>Any answer but the one line {@code REDIRECT=<url>} makes KNET reverse the payment, which is right for what could
 * not be stored. Nothing of what came is ever sent back.
 */
@RestController
@ConditionalOnProperty("payment.provider.knet.base-url") // as it is found by scanning, too
class KnetWebhookController {

    private static final Logger log = LoggerFactory.getLogger(KnetWebhookController.class);

    private final KnetCipher cipher;
    private final MongoKnetAttempts attempts;
    private final KnetNotices reader;
    private final Notices notices;
    private final Clock clock;
    private final LimitedBody limit;

    KnetWebhookController(
            KnetCipher cipher, MongoKnetAttempts attempts, Notices notices, Clock clock, LimitedBody limit) {
        this.cipher = cipher;
        this.attempts = attempts;
        this.reader = new KnetNotices(cipher, attempts);
        this.notices = notices;
        this.clock = clock;
        this.limit = limit;
    }

    @PostMapping("/api/payments/webhook/knet")
    @Operation(operationId = "receiveKnetCallback", summary = "KNET's own callback; not for clients")
    @Answers(body = String.class, mediaType = "text/plain")
    ResponseEntity<?> receive(InputStream stream) throws IOException {
        var bytes = limit.read(stream);
        if (bytes.isEmpty()) {
            return Problem.answer(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", limit.rule());
        }
        var body = new String(bytes.get(), StandardCharsets.UTF_8);
        var callback = KnetCallback.parse(body, cipher);
        if (callback.isEmpty()) {
            log.warn("A callback under KNET's name was refused: it cannot be read");
            return refused();
        }
        try {
            return matched(callback.get(), body);
        } catch (DataAccessException e) {
            log.error("A callback could not be stored and was not acknowledged; KNET reverses the payment", e);
            return Problem.answer(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", "Nothing was stored.");
        }
    }

    private ResponseEntity<?> matched(KnetCallback callback, String body) {
        var attempt = reader.attempt(callback);
        if (attempt.isEmpty()) {
            log.warn("A callback under KNET's name was refused: it is about no attempt of ours");
            return refused();
        }
        var known = attempt.get();
        attempts.heard(
                known.trackId(),
                callback.eventId(),
                new KnetAttempt.Callback(clock.instant(), callback.encrypted(), callback.fields()));
        notices.receive(KnetNotices.notice(callback, known, body));
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("REDIRECT=" + known.returnUrl());
    }

    /** One answer for all that is wrong: another one for bad padding would help to decrypt. */
    private static ResponseEntity<?> refused() {
        return Problem.answer(HttpStatus.BAD_REQUEST, "invalid-callback", "This is no callback of a payment we know.");
    }
}
