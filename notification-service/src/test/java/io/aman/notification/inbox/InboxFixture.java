package io.aman.notification.inbox;

import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import org.springframework.data.mongodb.core.MongoOperations;

/** Inboxes on a store, for tests of this feature and of those that read it. */
public final class InboxFixture {

    private InboxFixture() {}

    public static Inbox inbox(MongoOperations mongo, Clock clock) {
        return new MongoInbox(mongo, new Outbox("notification-service", Traces.none()), _ -> {}, clock);
    }

    /** One that nobody has, yet. */
    public static InboxEntry entry(String userId, Instant at) {
        return entry(Ids.random("ntf_"), userId, "payment-receipt", at);
    }

    static InboxEntry entry(String id, String userId, String type, Instant at) {
        return InboxEntry.unread(id, userId, type, "en", "title", "body of " + id, at);
    }
}
