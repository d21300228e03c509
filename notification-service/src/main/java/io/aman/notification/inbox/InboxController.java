package io.aman.notification.inbox;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own inbox; another's entry is unknown, as one that never was. */
@RestController
@RequestMapping("/api/notifications")
class InboxController {

    record Unread(long unread) {}

    private final Inbox inbox;
    private final Clock clock;

    InboxController(Inbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @GetMapping
    @Operation(operationId = "listNotifications", summary = "The caller's own notifications, the newest first")
    Page<InboxItem> list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Pattern(regexp = "[a-z0-9-]{1,64}") @Nullable String type,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Caller caller) {
        var filter = new InboxFilter(unread, type, from, to);
        var found = inbox.page(caller.userId(), filter, Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, entry -> new Cursor(entry.createdAt(), entry.id()), InboxItem::of);
    }

    @GetMapping("/unread-count")
    @Operation(operationId = "countUnreadNotifications", summary = "How many notifications the caller has not read")
    Unread unreadCount(Caller caller) {
        return new Unread(inbox.countUnread(caller.userId()));
    }

    @PostMapping("/{id}/read")
    @Operation(operationId = "readNotification", summary = "Marks a notification as read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable String id, Caller caller) {
        require(inbox.markRead(caller.userId(), id, clock.instant()));
    }

    @PostMapping("/{id}/unread")
    @Operation(operationId = "unreadNotification", summary = "Marks a notification as not read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unread(@PathVariable String id, Caller caller) {
        require(inbox.markUnread(caller.userId(), id, clock.instant()));
    }

    @PostMapping("/read-all")
    @Operation(operationId = "readAllNotifications", summary = "Marks every notification that there is as read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void readAll(Caller caller) {
        inbox.markAllRead(caller.userId(), clock.instant());
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteNotification", summary = "Removes a notification for good")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Caller caller) {
        require(inbox.remove(caller.userId(), id, clock.instant()));
    }

    private static void require(boolean isThere) {
        if (!isThere) {
            throw new InboxError.NotFound();
        }
    }
}
