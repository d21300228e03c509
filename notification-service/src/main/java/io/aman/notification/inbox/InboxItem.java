package io.aman.notification.inbox;

import java.time.Instant;

/** An entry as its owner sees it, in a list and on a stream. */
public record InboxItem(
        String id, String type, String language, String title, String body, Instant createdAt, boolean read) {

    public static InboxItem of(InboxEntry entry) {
        return new InboxItem(
                entry.id(),
                entry.type(),
                entry.language(),
                entry.title(),
                entry.body(),
                entry.createdAt(),
                entry.read());
    }
}
