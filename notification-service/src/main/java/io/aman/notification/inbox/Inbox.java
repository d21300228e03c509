package io.aman.notification.inbox;

import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of all users; every method but {@link #add} sees those of one. */
public interface Inbox {

    /** Adds an entry; changes nothing when there is one of that id already. */
    void add(InboxEntry entry);

    /** The newest entries first, from behind {@code after} where it is given. */
    List<InboxEntry> page(String userId, @Nullable Cursor after, int limit);

    long countUnread(String userId);

    /**
     * Marks an entry as read; one that is read already stays so.
     *
     * @return false when the user has none of that id
     */
    boolean markRead(String userId, String id, Instant now);
}
