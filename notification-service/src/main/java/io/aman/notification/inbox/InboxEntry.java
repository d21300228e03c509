package io.aman.notification.inbox;

import java.time.Instant;

/**
 * Something a user was told, in their language.
 *
 * @param id the intent's: one intent makes one entry
 * @param language the BCP 47 tag of title and body
 * @param position among the user's entries, from 1; 0 before it is added
 */
public record InboxEntry(
        String id,
        String userId,
        String type,
        String language,
        String title,
        String body,
        Instant createdAt,
        boolean read,
        long position) {

    /** A new one. */
    public static InboxEntry unread(
            String id, String userId, String type, String language, String title, String body, Instant createdAt) {
        return new InboxEntry(id, userId, type, language, title, body, createdAt, false, 0);
    }

    /** The same, unread, at its place. */
    InboxEntry at(long itsPosition) {
        return new InboxEntry(id, userId, type, language, title, body, createdAt, false, itsPosition);
    }

    InboxEntry read(boolean isRead) {
        return new InboxEntry(id, userId, type, language, title, body, createdAt, isRead, position);
    }
}
