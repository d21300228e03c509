package io.aman.notification.delivery;

import io.aman.notification.delivery.DeliveryError.InvalidSelection;
import io.aman.notification.delivery.DeliveryError.NotCancelable;
import io.aman.notification.delivery.DeliveryError.NotFound;
import io.aman.notification.delivery.DeliveryError.NotResendable;
import io.aman.notification.delivery.DeliveryHistory.Selection;
import io.aman.notification.delivery.DeliveryHistory.TypeCount;
import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries for operators: who was told what, how far it came, and why not. */
@RestController
@RequestMapping("/api/notifications/deliveries")
class DeliveryController {

    private static final String ADMIN = "notification.admin";
    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST_COUNT = Duration.ofDays(31);

    /** @param reason kept with the delivery */
    record ActRequest(@NotBlank @Size(max = 200) String reason) {}

    record Counts(List<TypeCount> items) {}

    private final DeliveryHistory history;
    private final DeliveryQueue queue;
    private final Channels channels;
    private final Clock clock;

    DeliveryController(DeliveryHistory history, DeliveryQueue queue, Channels channels, Clock clock) {
        this.history = history;
        this.queue = queue;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param from a day before {@code to} by default
     * @param to now by default
     */
    @GetMapping
    @Operation(operationId = "listDeliveries", summary = "Messages and how far they came, the newest first")
    @RequirePermissions(ADMIN)
    Page<DeliveryRecord> list(
            @RequestParam(required = false) @Nullable DeliveryState state,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var end = end(to);
        var selection = new Selection(state, type, channel, userId, begin(from, end), end);
        var found = history.page(selection, Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, one -> new Cursor(one.createdAt(), one.id()), one -> one);
    }

    /** Of a month at most; {@code from} and {@code to} as of the list. */
    @GetMapping("/counts")
    @Operation(operationId = "countDeliveries", summary = "How often each message was used, by channel and state")
    @RequirePermissions(ADMIN)
    Counts counts(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        var end = end(to);
        var begin = begin(from, end);
        if (begin.plus(LONGEST_COUNT).isBefore(end)) {
            throw new InvalidSelection("At most 31 days are counted.");
        }
        return new Counts(history.count(begin, end));
    }

    private Instant end(@Nullable Instant to) {
        return Objects.requireNonNullElseGet(to, () -> clock.instant().plusMillis(1));
    }

    private static Instant begin(@Nullable Instant from, Instant end) {
        var begin = Objects.requireNonNullElseGet(from, () -> end.minus(USUAL));
        if (!begin.isBefore(end)) {
            throw new InvalidSelection("from must be before to.");
        }
        return begin;
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getDelivery", summary = "One message with everything that became of it")
    @RequirePermissions(ADMIN)
    DeliveryRecord get(@PathVariable String id) {
        return history.find(id).orElseThrow(NotFound::new);
    }

    @PostMapping("/{id}/resend")
    @Operation(operationId = "resendDelivery", summary = "Sends a message anew that failed")
    @RequirePermissions(ADMIN)
    DeliveryRecord resend(@PathVariable String id, @Valid @RequestBody ActRequest request, Caller caller) {
        var known = get(id);
        if (!history.resend(known.id(), caller.actor().name(), request.reason(), clock.instant())) {
            throw new NotResendable();
        }
        queue.wake(1);
        return get(id);
    }

    @PostMapping("/{id}/cancel")
    @Operation(operationId = "cancelDelivery", summary = "Takes a message back that waits")
    @RequirePermissions(ADMIN)
    DeliveryRecord cancel(@PathVariable String id, @Valid @RequestBody ActRequest request, Caller caller) {
        var known = get(id);
        if (!history.cancel(known.id(), caller.actor().name(), request.reason(), clock.instant())) {
            throw new NotCancelable();
        }
        return get(id);
    }

    record ProviderList(List<ProviderHealth> items) {}

    /** As this instance sees them. */
    @GetMapping("/providers")
    @Operation(operationId = "listNotificationProviders", summary = "How the providers of messages do")
    @RequirePermissions(ADMIN)
    ProviderList providers() {
        return new ProviderList(channels.health());
    }
}
