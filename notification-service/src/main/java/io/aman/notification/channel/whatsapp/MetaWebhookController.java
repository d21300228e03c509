package io.aman.notification.channel.whatsapp;

import io.aman.notification.status.StatusInbox;
import io.aman.platform.docs.Answers;
import io.aman.platform.problem.Problem;
import io.aman.platform.webhook.LimitedBody;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes Meta's webhooks: verified over the bytes as they came, and stored before the 204. */
@RestController
@RequestMapping("/api/notifications/webhook/whatsapp")
class MetaWebhookController {

    private static final Logger log = LoggerFactory.getLogger(MetaWebhookController.class);

    private final @Nullable MetaProperties properties;
    private final LimitedBody limit;
    private final StatusInbox statuses;
    private final ConversationWindows windows;
    private final Clock clock;

    MetaWebhookController(
            ObjectProvider<MetaProperties> properties, StatusInbox statuses, ConversationWindows windows, Clock clock) {
        this.properties = properties.getIfAvailable();
        this.limit = new LimitedBody(this.properties == null ? DataSize.ofBytes(0) : this.properties.webhookMaxSize());
        this.statuses = statuses;
        this.windows = windows;
        this.clock = clock;
    }

    /** Meta asks once, when the webhook is set up there. */
    @GetMapping
    @Operation(
            operationId = "verifyWhatsAppWebhook",
            summary = "Meta's check that the webhook is ours; not for clients")
    @Answers(status = 200, body = String.class, mediaType = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<?> verify(
            @RequestParam(name = "hub.mode", required = false) @Nullable String mode,
            @RequestParam(name = "hub.verify_token", required = false) @Nullable String token,
            @RequestParam(name = "hub.challenge", required = false) @Nullable String challenge) {
        return properties != null
                        && "subscribe".equals(mode)
                        && token != null
                        && challenge != null
                        && isSame(token, properties.verifyToken().reveal())
                ? ResponseEntity.ok()
                        .contentType(MediaType.TEXT_PLAIN)
                        .header("X-Content-Type-Options", "nosniff")
                        .body(challenge)
                : Problem.answer(HttpStatus.FORBIDDEN, "invalid-signature", "That is not the token of this webhook.");
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping
    @Operation(operationId = "receiveWhatsAppStatus", summary = "Meta's own webhook; not for clients")
    @Answers(status = 204)
    ResponseEntity<?> receive(
            InputStream stream, @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String header)
            throws IOException {
        var known = properties;
        var bytes = limit.read(stream);
        if (known != null && bytes.isEmpty()) {
            return Problem.answer(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", limit.rule());
        }
        if (known == null
                || header == null
                || !new MetaSignature(known.appSecret()).isValid(bytes.orElseThrow(), header)) {
            log.warn("A webhook under Meta's name was refused: its signature is not good");
            return Problem.answer(HttpStatus.BAD_REQUEST, "invalid-signature", "Meta did not sign this.");
        }
        var webhook = MetaWire.read(bytes.orElseThrow());
        if (webhook.isEmpty()) {
            return Problem.answer(HttpStatus.BAD_REQUEST, "malformed-json", "The body is no event.");
        }
        statuses.receive(MetaWire.statuses(webhook.get(), known.phoneNumberId(), clock.instant()));
        MetaWire.writers(webhook.get(), known.phoneNumberId()).forEach(windows::open);
        return ResponseEntity.noContent().build();
    }
}
