package io.aman.notification.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a list shows; what is null filters nothing.
 *
 * @param from they came to be then or later
 * @param to they came to be before
 */
public record InboxFilter(
        boolean unreadOnly,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static final InboxFilter ALL = new InboxFilter(false, null, null, null);
}
