package io.aman.security.attempt;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's own sign-ins, so that one that was not theirs is noticed. */
@RestController
class ActivityController {

    private final MongoActivities activities;

    ActivityController(MongoActivities activities) {
        this.activities = activities;
    }

    record Item(
            String id,
            Instant at,
            Activity.Outcome outcome,
            @Nullable String reason,
            String address,
            @Nullable String userAgent) {

        static Item of(Activity activity) {
            return new Item(
                    activity.id(),
                    activity.at(),
                    activity.outcome(),
                    activity.reason(),
                    activity.address(),
                    activity.userAgent());
        }
    }

    @GetMapping("/api/security/activity")
    @Operation(operationId = "listActivity", summary = "The caller's own sign-ins, the newest first")
    Page<Item> mine(
            Caller caller,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var found = activities.page(caller.userId(), Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, activity -> new Cursor(activity.at(), activity.id()), Item::of);
    }
}
