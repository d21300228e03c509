package io.aman.notification.channel.email;

import io.aman.notification.delivery.DeliveryStatus;
import io.aman.notification.status.StatusInbox;
import io.aman.platform.docs.Answers;
import io.aman.platform.problem.Problem;
import io.aman.platform.webhook.HookTokens;
import io.aman.platform.webhook.LimitedBody;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what arrives in the mailbox for bounces, mail by mail, as the mail server's pipe posts it. Anybody can write to that
 * mailbox: what is no report of a mail of ours is taken as well, and changes nothing.
 */
@RestController
@ConditionalOnProperty("notification.email.bounces.address")
class MailReportController {

    private static final Logger log = LoggerFactory.getLogger(MailReportController.class);

    /** @param noted how many things it says of a mail of ours */
    record MailReportAnswer(int noted) {}

    private final HookTokens hook;
    private final LimitedBody limit;
    private final ReturnPath returnPath;
    private final StatusInbox statuses;
    private final Clock clock;

    MailReportController(BounceProperties properties, ReturnPath returnPath, StatusInbox statuses, Clock clock) {
        this.hook = properties.hook();
        this.limit = new LimitedBody(properties.maxSize());
        this.returnPath = returnPath;
        this.statuses = statuses;
        this.clock = clock;
    }

    @PostMapping("/api/notifications/webhook/mail")
    @Operation(
            operationId = "receiveMailReport",
            summary = "A mail that came back, whole, from the mail server's pipe; not for clients")
    @Answers(status = 200, body = MailReportAnswer.class)
    ResponseEntity<?> receive(
            InputStream stream,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization)
            throws IOException {
        if (!hook.admits(authorization)) {
            log.warn("A mail report was refused: it came without a token of notification.email.bounces.tokens");
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .body(Problem.of(
                            HttpStatus.UNAUTHORIZED, "session-invalid", "That is no token of the mail server's."));
        }
        var bytes = limit.read(stream);
        if (bytes.isEmpty()) {
            return Problem.answer(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", limit.rule());
        }
        var told = told(bytes.get());
        statuses.receive(told);
        return ResponseEntity.ok(new MailReportAnswer(told.size()));
    }

    private List<DeliveryStatus> told(byte[] mail) {
        return MailReport.read(mail)
                .flatMap(report -> returnPath.read(report.to()).map(sent -> told(report, sent)))
                .orElse(List.of());
    }

    private List<DeliveryStatus> told(MailReport report, ReturnPath.Sent sent) {
        return report.lines().stream()
                .map(line -> new DeliveryStatus(
                        sent.provider(),
                        sent.deliveryId(),
                        sent.attempt(),
                        sent.deliveryId(), // a mail server gives no reference of its own
                        line.state(),
                        line.reason(),
                        line.unreachable(),
                        clock.instant()))
                .toList();
    }
}
