package io.aman.notification.template;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What editors have made of a template.
 *
 * @param revision counts every change, for {@code If-Match}
 * @param live the version that messages are written by; 0 is what we ship
 * @param last the highest version that ever was; 0 for none
 * @param history the oldest first
 */
record EditedTemplate(
        Template template,
        long revision,
        int live,
        int last,
        @Nullable Draft draft,
        List<Entry> history) {

    /** So many versions can be gone back to. */
    static final int VERSIONS_KEPT = 50;

    record Draft(Texts texts, String by, Instant at) {}

    /**
     * @param what {@code drafted}, {@code discarded}, {@code published} or {@code rolled-back}
     * @param version that was made live; null where none was
     */
    record Entry(
            String what,
            @Nullable Integer version,
            String by,
            @Nullable String why,
            Instant at) {}

    static EditedTemplate untouched(Template template) {
        return new EditedTemplate(template, 0, 0, 0, null, List.of());
    }

    /** Whether the texts of a version are still there. */
    boolean has(int version) {
        return version == 0 || (version <= last && version > last - VERSIONS_KEPT);
    }

    /** What an editor does, who they are, and when. */
    sealed interface Change {

        String by();

        Instant at();

        record Drafted(Texts texts, String by, Instant at) implements Change {}

        record Discarded(String by, Instant at) implements Change {}

        record Published(int version, Texts texts, String why, String by, Instant at) implements Change {}

        record RolledBack(int version, String why, String by, Instant at) implements Change {}
    }
}
