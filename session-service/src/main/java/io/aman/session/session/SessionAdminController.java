package io.aman.session.session;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What administrators do with everybody's sessions. */
@RestController
@RequestMapping("/api/sessions")
class SessionAdminController {

    record CleanupResponse(long removed) {}

    private final ListSessions list;
    private final SessionLists lists;
    private final Clock clock;

    SessionAdminController(ListSessions list, SessionLists lists, Clock clock) {
        this.list = list;
        this.lists = lists;
        this.clock = clock;
    }

    @GetMapping("/admin/all")
    @Operation(operationId = "listAllSessions", summary = "Everybody's sessions, the newest first")
    @RequirePermissions(EndSession.ANYBODYS)
    Page<SessionView.AdminItem> all(
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(required = false) SessionLists.@Nullable State state,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return list.all(
                new SessionLists.Filter(userId, state, address, from, to),
                Cursor.parse(cursor),
                limit,
                SessionView.AdminItem::of);
    }

    /** Removes the records that are kept no longer, where the database does not do so by itself. */
    @PostMapping("/cleanup")
    @Operation(operationId = "cleanUpSessions", summary = "Removes the records that are kept no longer")
    @RequirePermissions(EndSession.ANYBODYS)
    @RequireFreshSignIn
    CleanupResponse cleanUp() {
        return new CleanupResponse(lists.removeOver(clock.instant().minus(MongoSessionIndexes.KEPT)));
    }
}
