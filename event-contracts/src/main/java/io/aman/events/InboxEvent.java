package io.aman.events;

import java.time.Instant;
import java.util.Objects;

/** What changed in a person's inbox, without a word of it; on {@link Topics#NOTIFICATIONS}, keyed by the user's id. */
public sealed interface InboxEvent extends DomainEvent {

    String userId();

    /**
     * There is one more entry, and it is unread.
     *
     * @param type what it is about, such as {@code payment-receipt}
     * @param position of the entry among all that the person ever had, from 1 without a gap
     */
    @EventType("inbox.entry-added.v1")
    record EntryAdded(String userId, String entryId, String type, long position, Instant at) implements InboxEvent {

        public EntryAdded {
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(entryId, "entryId");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Entries were read, or are unread again, or are gone.
     *
     * @param change how many more are unread; below zero where there are fewer
     */
    @EventType("inbox.unread-changed.v1")
    record UnreadChanged(String userId, long change, Instant at) implements InboxEvent {

        public UnreadChanged {
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(at, "at");
        }
    }
}
