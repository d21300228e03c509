package io.aman.notification.intent;

import io.aman.notification.preference.Medium;
import io.aman.notification.template.Category;
import io.aman.platform.Ids;
import java.time.Instant;
import java.util.List;

/**
 * What a medium tells a person of a category at the end of a window.
 *
 * @param id follows from whom, what, how and the window's end
 * @param dueAt the window's end
 * @param intentIds what was collected, the oldest first
 */
record Digest(String id, String userId, Category category, Medium medium, Instant dueAt, List<String> intentIds) {

    Digest {
        intentIds = List.copyOf(intentIds);
    }

    static Digest empty(String userId, Category category, Medium medium, Instant dueAt) {
        var source = String.join("/", userId, category.key(), medium.key(), dueAt.toString());
        return new Digest(Ids.derived("dig_", source), userId, category, medium, dueAt, List.of());
    }
}
