package io.aman.notification.inbox;

import java.util.List;

/**
 * Where a user's inbox stands.
 *
 * @param after the position from behind which entries follow
 * @param last the position of the latest entry; 0 before the first
 * @param upTo of all up to here it is told what there is: {@code last}, or less where that would be too much at once
 * @param entries in the order of their positions; some are missing where the user removed them
 */
public record InboxNews(long after, long last, long unread, long upTo, List<InboxEntry> entries) {

    /** Of somebody who never had an entry. */
    public static final InboxNews NONE = new InboxNews(0, 0, 0, 0, List.of());
}
