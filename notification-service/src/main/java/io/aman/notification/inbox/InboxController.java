package io.aman.notification.inbox;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

    record Item(String id, String type, String language, String title, String body, Instant createdAt, boolean read) {

        static Item of(InboxEntry entry) {
            return new Item(
                    entry.id(),
                    entry.type(),
                    entry.language(),
                    entry.title(),
                    entry.body(),
                    entry.createdAt(),
                    entry.read());
        }
    }

    record Unread(long unread) {}

    private final Inbox inbox;
    private final Clock clock;

    InboxController(Inbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @GetMapping
    @Operation(operationId = "listNotifications", summary = "The caller's own notifications, the newest first")
    Page<Item> list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        var found = inbox.page(caller.userId(), Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, entry -> new Cursor(entry.createdAt(), entry.id()), Item::of);
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
        if (!inbox.markRead(caller.userId(), id, clock.instant())) {
            throw new InboxError.NotFound();
        }
    }
}
