package io.aman.notification.inbox;

import io.aman.notification.recipient.PersonalData;
import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of all users. Those of one have positions from 1 on without a
 * gap, in the order in which they came to be seen: whoever has seen up to one of them misses nothing before it.
 */
public interface Inbox extends PersonalData {

    /** Adds entries, each behind all others of its user; where there is one of that id already it changes nothing. */
    void add(List<InboxEntry> all);

    default void add(InboxEntry entry) {
        add(List.of(entry));
    }

    /** The newest entries first, from behind {@code after} where it is given. */
    List<InboxEntry> page(String userId, InboxFilter filter, @Nullable Cursor after, int limit);

    /** Exactly as many as {@link #page} shows as unread, at the cost of one document. */
    long countUnread(String userId);

    /**
     * Marks an entry as read; one that is read already stays so.
     *
     * @return false when the user has none of that id
     */
    boolean markRead(String userId, String id, Instant now);

    /** The other way round, and as {@link #markRead} otherwise. */
    boolean markUnread(String userId, String id, Instant now);

    /** Marks every entry that there is now, at the cost of one document. */
    void markAllRead(String userId, Instant now);

    /**
     * Removes an entry for good.
     *
     * @return false when the user has none of that id
     */
    boolean remove(String userId, String id, Instant now);

    /**
     * What there is to tell users, by user id; one who never had an entry is left out.
     *
     * @param after the position up to which each has seen everything; entries follow from behind it
     * @param atMost entries of each
     */
    Map<String, InboxNews> news(Map<String, Long> after, int atMost);

    /**
     * Removes entries that came to be before {@code end}, the oldest first.
     *
     * @return how many are gone, at most {@code atMost}
     */
    int removeOlder(Instant end, int atMost, Instant now);
}
