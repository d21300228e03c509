package io.aman.security.lockout;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What administrators see of locked accounts. session-service opens one, with a reason and on the record. */
@RestController
class LockoutController {

    private final Lockouts lockouts;

    LockoutController(Lockouts lockouts) {
        this.lockouts = lockouts;
    }

    /**
     * @param accountKey the keyed hash under which attempts are counted
     * @param userId whose account it is; absent where there is no such account
     * @param locks how many in a row, each twice as long as the one before
     */
    record LockoutView(String accountKey, @Nullable String userId, Instant lockedAt, Instant lockedUntil, int locks) {

        static LockoutView of(Locked locked) {
            return new LockoutView(
                    Lockouts.accountKey(locked), locked.userId(), locked.at(), locked.until(), locked.locks());
        }
    }

    @GetMapping("/api/security/lockouts")
    @Operation(operationId = "listLockouts", summary = "Locked accounts, by when their lock ends, the last first")
    @RequirePermissions("security.admin")
    Page<LockoutView> list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var found = lockouts.locked(Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, locked -> new Cursor(locked.until(), locked.id()), LockoutView::of);
    }
}
