package io.aman.notification.channel.twilio;

import io.aman.notification.channel.whatsapp.ConversationWindows;
import io.aman.notification.status.StatusInbox;
import io.aman.platform.PublicUrl;
import io.aman.platform.docs.Answers;
import io.aman.platform.problem.Problem;
import io.aman.platform.webhook.LimitedBody;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes Twilio's webhooks: verified over the bytes and the address that Twilio called, and stored before the 204.
 *
 * <p>The address is made of {@code aman.public-url}, and never of what the request says of itself.
 */
@RestController
class TwilioWebhookController {

    private static final Logger log = LoggerFactory.getLogger(TwilioWebhookController.class);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final List<TwilioAccount> accounts;
    private final PublicUrl base;
    private final LimitedBody limit;
    private final StatusInbox statuses;
    private final ConversationWindows windows;
    private final Clock clock;

    TwilioWebhookController(
            TwilioAccounts accounts, PublicUrl base, StatusInbox statuses, ConversationWindows windows, Clock clock) {
        this.accounts = accounts.all();
        this.base = base;
        this.limit = new LimitedBody(accounts.webhookMaxSize());
        this.statuses = statuses;
        this.windows = windows;
        this.clock = clock;
    }

    @PostMapping(TwilioCallback.PATH)
    @Operation(operationId = "receiveTwilioStatus", summary = "Twilio's own webhook; not for clients")
    @Answers(status = 204)
    ResponseEntity<?> receive(
            InputStream stream,
            @RequestHeader(name = "X-Twilio-Signature", required = false) @Nullable String signature,
            @RequestHeader(name = "Content-Type", required = false) @Nullable String type,
            HttpServletRequest request)
            throws IOException {
        var bytes = limit.read(stream);
        if (bytes.isEmpty()) {
            return Problem.answer(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", limit.rule());
        }
        var query = Objects.requireNonNullElse(request.getQueryString(), "");
        if (signature == null || !isSigned(query, bytes.get(), type, signature)) {
            log.warn("A webhook under Twilio's name was refused: its signature is not good");
            return Problem.answer(HttpStatus.BAD_REQUEST, "invalid-signature", "Twilio did not sign this.");
        }
        take(query, bytes.get());
        return ResponseEntity.noContent().build();
    }

    private boolean isSigned(String query, byte[] body, @Nullable String type, String signature) {
        var url = base.at(TwilioCallback.PATH) + (query.isEmpty() ? "" : "?" + query);
        var verifier = new TwilioSignature(
                accounts.stream().map(TwilioAccount::authToken).toList());
        try {
            return (type != null && type.startsWith(FORM))
                    ? verifier.isValid(url, TwilioWire.form(text(body)), signature)
                    : verifier.isValid(url, body, signature);
        } catch (IllegalArgumentException _) {
            return false; // an address or a form that is none
        }
    }

    private void take(String query, byte[] body) {
        var form = TwilioWire.form(text(body));
        TwilioWire.status(TwilioWire.form(query), form, clock.instant())
                .ifPresent(status -> statuses.receive(List.of(status)));
        TwilioWire.writer(form).ifPresent(windows::open);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
