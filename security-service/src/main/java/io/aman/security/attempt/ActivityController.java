package io.aman.security.attempt;

import io.aman.platform.security.Caller;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
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

    /** @param nextCursor asks for what is older; absent on the last page */
    record Page(List<Item> items, @Nullable String nextCursor) {}

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
    Page mine(
            Caller caller,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var after = cursor == null ? null : Cursor.parse(cursor);
        var found = activities.page(caller.userId(), after, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? Cursor.after(shown.getLast()).text() : null;
        return new Page(shown.stream().map(Item::of).toList(), next);
    }
}
