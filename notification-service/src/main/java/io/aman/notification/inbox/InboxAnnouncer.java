package io.aman.notification.inbox;

/** Hears of every inbox that has events to publish. */
@FunctionalInterface
public interface InboxAnnouncer {

    void written(String userId);
}
