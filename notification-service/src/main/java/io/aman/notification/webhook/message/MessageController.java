package io.aman.notification.webhook.message;

import io.aman.notification.webhook.endpoint.Ask;
import io.aman.notification.webhook.endpoint.EndpointDesk;
import io.aman.notification.webhook.endpoint.EndpointError;
import io.aman.notification.webhook.message.Message.State;
import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was sent to an endpoint, and the way to send it again. */
@RestController
@RequestMapping("/api/webhooks/endpoints/{endpointId}")
class MessageController {

    private static final String MANAGE = "webhook.manage";

    /**
     * @param id the header {@code webhook-id}
     * @param nextAttemptAt absent for one that is not tried any more
     * @param reason of the last failure
     */
    record MessageView(
            String id,
            String type,
            String eventId,
            State state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String reason,
            Instant createdAt) {

        static MessageView of(Message message) {
            return new MessageView(
                    message.id(),
                    message.type(),
                    message.eventId(),
                    message.state(),
                    message.attempts(),
                    message.nextAttemptAt(),
                    message.reason(),
                    message.createdAt());
        }
    }

    /** @param status the receiver's answer; absent where none came */
    record AttemptView(Instant at, @Nullable Integer status, String outcome, long tookMillis) {}

    /**
     * @param body as it is sent; absent once it is erased
     * @param made the last thirty attempts, in order
     */
    record SentMessage(
            String id,
            String type,
            String eventId,
            State state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String reason,
            Instant createdAt,
            @Nullable String body,
            List<AttemptView> made) {

        static SentMessage of(Message message) {
            return new SentMessage(
                    message.id(),
                    message.type(),
                    message.eventId(),
                    message.state(),
                    message.attempts(),
                    message.nextAttemptAt(),
                    message.reason(),
                    message.createdAt(),
                    message.body(),
                    message.made().stream()
                            .map(attempt -> new AttemptView(
                                    attempt.at(), attempt.status(), attempt.outcome(), attempt.tookMillis()))
                            .toList());
        }
    }

    /** @param since messages that were made from then on */
    record FailedSince(@NotNull Instant since) {}

    private final EndpointDesk desk;
    private final MongoMessages messages;
    private final TellEndpoints tellEndpoints;
    private final LaneBell bell;

    MessageController(EndpointDesk desk, MongoMessages messages, TellEndpoints tellEndpoints, LaneBell bell) {
        this.desk = desk;
        this.messages = messages;
        this.tellEndpoints = tellEndpoints;
        this.bell = bell;
    }

    @GetMapping("/messages")
    @Operation(operationId = "listWebhookMessages", summary = "What was sent to an endpoint, the newest first")
    @RequirePermissions(MANAGE)
    Page<MessageView> list(
            @PathVariable String endpointId,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        var endpoint = desk.get(endpointId, caller);
        var found = messages.page(endpoint.id(), state, Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, message -> new Cursor(message.createdAt(), message.id()), MessageView::of);
    }

    @GetMapping("/messages/{messageId}")
    @Operation(operationId = "getWebhookMessage", summary = "One message, what it says, and how each attempt ended")
    @RequirePermissions(MANAGE)
    SentMessage get(@PathVariable String endpointId, @PathVariable String messageId, Caller caller) {
        return SentMessage.of(message(endpointId, messageId, caller));
    }

    private Message message(String endpointId, String messageId, Caller caller) {
        var endpoint = desk.get(endpointId, caller);
        return messages.find(endpoint.id(), messageId).orElseThrow(EndpointError.MessageNotFound::new);
    }

    /** Asked twice, it is sent again once; one that waits goes on waiting. */
    @PostMapping("/messages/{messageId}/replay")
    @Operation(operationId = "replayWebhookMessage", summary = "Sends a message again, under the same webhook-id")
    @RequirePermissions(MANAGE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void replay(@PathVariable String endpointId, @PathVariable String messageId, Caller caller) {
        var message = message(endpointId, messageId, caller);
        if (message.state() == State.ERASED) {
            throw new EndpointError.PayloadErased();
        }
        desk.ask(endpointId, new Ask.OfMessage(messageId), caller);
        bell.ring();
    }

    /** Asked twice, each is sent again once. */
    @PostMapping("/replay")
    @Operation(operationId = "replayFailedWebhooks", summary = "Sends all messages again that failed, since a time")
    @RequirePermissions(MANAGE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void replay(@PathVariable String endpointId, @Valid @RequestBody FailedSince asked, Caller caller) {
        desk.ask(endpointId, new Ask.OfFailedSince(asked.since().truncatedTo(ChronoUnit.MILLIS)), caller);
        bell.ring();
    }

    @PostMapping("/ping")
    @Operation(operationId = "pingWebhookEndpoint", summary = "Sends a message that tells of nothing, to see it arrive")
    @RequirePermissions(MANAGE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    MessageView ping(@PathVariable String endpointId, Caller caller) {
        var endpoint = desk.get(endpointId, caller);
        if (!endpoint.isEnabled()) {
            throw new EndpointError.Disabled();
        }
        return MessageView.of(tellEndpoints.ping(endpoint));
    }
}
