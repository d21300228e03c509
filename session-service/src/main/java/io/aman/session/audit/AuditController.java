package io.aman.session.audit;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail, for the person it is about and for administrators. */
@RestController
class AuditController {

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    record Item(
            String id,
            Instant at,
            String what,
            @Nullable String actor,
            @Nullable String address,
            @Nullable String reason,
            @Nullable String sessionId,
            @Nullable String detail) {

        private static Item of(AuditEntry entry) {
            return new Item(
                    entry.id(),
                    entry.at(),
                    entry.what(),
                    entry.actor(),
                    entry.address(),
                    entry.reason(),
                    entry.sessionId(),
                    entry.detail());
        }
    }

    /** What happened to the caller, whoever did it. */
    @GetMapping("/api/sessions/audit")
    @Operation(operationId = "listOwnAudit", summary = "What happened to the caller, whoever did it")
    Page<Item> mine(
            Caller caller,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return page(caller.userId(), cursor, limit);
    }

    @GetMapping("/api/admin/users/{id}/audit")
    @Operation(operationId = "listUserAudit", summary = "What happened to a person, whoever did it")
    @RequirePermissions("user.admin")
    Page<Item> of(
            @PathVariable String id,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return page(id, cursor, limit);
    }

    private Page<Item> page(String userId, @Nullable String cursor, int limit) {
        var found = trail.page(userId, Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, entry -> new Cursor(entry.at(), entry.id()), Item::of);
    }
}
