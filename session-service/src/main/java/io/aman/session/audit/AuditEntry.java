package io.aman.session.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param id follows from the event's id, so that an event told twice is one entry
 * @param userId to whom; where it was to nobody, who did it
 * @param what the event's type
 * @param actor who did it: {@code user:<id>}, {@code service:<name>} or {@code system:<name>}
 * @param address the client's
 * @param reason what was given as the reason
 * @param sessionId the session it was about
 * @param detail what changed, in one line
 */
record AuditEntry(
        String id,
        String userId,
        Instant at,
        String what,
        @Nullable String actor,
        @Nullable String address,
        @Nullable String reason,
        @Nullable String sessionId,
        @Nullable String detail) {}
