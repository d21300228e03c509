package io.aman.session.session;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

    private final SearchSessions search;
    private final CleanUp cleanUp;

    SessionAdminController(SearchSessions search, CleanUp cleanUp) {
        this.search = search;
        this.cleanUp = cleanUp;
    }

    @GetMapping("/admin/all")
    @Operation(operationId = "listAllSessions", summary = "Everybody's sessions, the newest first")
    @RequirePermissions(EndSession.ANYBODYS)
    Page<SessionView.AdminItem> all(
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(required = false) SearchSessions.@Nullable State state,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return search.page(
                new SessionLists.Filter(userId, address, from, to),
                state,
                Cursor.parse(cursor),
                limit,
                SessionView.AdminItem::of);
    }

    /** Removes the records that are kept no longer, where the database does not do so by itself. */
    @PostMapping("/cleanup")
    @Operation(operationId = "cleanUpSessions", summary = "Removes the records that are kept no longer")
    @RequirePermissions(EndSession.ANYBODYS)
    @RequireFreshSignIn
    CleanupResponse cleanUp(Caller caller) {
        return new CleanupResponse(cleanUp.by(caller));
    }
}
