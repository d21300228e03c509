package io.aman.notification.webhook.message;

import io.aman.notification.webhook.message.Message.Attempt;
import io.aman.notification.webhook.message.Message.State;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A message as a document; one that waits has {@code nextAttemptAt} and {@code waitingSince}, one that is settled neither. */
final class MongoMessageDocument {

    static final String ID = "_id";
    static final String ENDPOINT = "endpointId";
    static final String STATE = "state";
    static final String ATTEMPTS = "attempts";
    static final String TRIES = "tries";
    static final String NEXT_ATTEMPT = "nextAttemptAt";
    static final String WAITING_SINCE = "waitingSince";
    static final String KEPT_UNTIL = "keptUntil";
    static final String CREATED = "createdAt";
    static final String REASON = "reason";
    static final String MADE = "made";
    static final String ABOUT = "about";
    static final String BODY = "body";

    private MongoMessageDocument() {}

    static Document of(Message message, Instant keptUntil) {
        return new Document(ID, message.id())
                .append(ENDPOINT, message.endpointId())
                .append("type", message.type())
                .append("eventId", message.eventId())
                .append(ABOUT, List.copyOf(message.about()))
                .append(BODY, message.body())
                .append(STATE, message.state().name())
                .append(ATTEMPTS, message.attempts())
                .append(TRIES, message.tries())
                .append(NEXT_ATTEMPT, Date.from(message.createdAt()))
                .append(WAITING_SINCE, Date.from(message.createdAt()))
                .append("traceparent", message.traceparent())
                .append(CREATED, Date.from(message.createdAt()))
                .append(KEPT_UNTIL, Date.from(keptUntil));
    }

    static Message message(Document document) {
        return new Message(
                document.getString(ID),
                document.getString(ENDPOINT),
                document.getString("type"),
                document.getString("eventId"),
                Set.copyOf(document.getList(ABOUT, String.class, List.of())),
                document.getString(BODY),
                State.valueOf(document.getString(STATE)),
                document.getInteger(ATTEMPTS),
                document.getInteger(TRIES),
                instant(document.getDate(NEXT_ATTEMPT)),
                document.getString(REASON),
                document.getList(MADE, Document.class, List.of()).stream()
                        .map(MongoMessageDocument::attempt)
                        .toList(),
                document.getString("traceparent"),
                document.getDate(CREATED).toInstant());
    }

    static Document of(Attempt attempt) {
        return new Document("at", Date.from(attempt.at()))
                .append("status", attempt.status())
                .append("outcome", attempt.outcome())
                .append("tookMillis", attempt.tookMillis());
    }

    private static Attempt attempt(Document document) {
        return new Attempt(
                document.getDate("at").toInstant(),
                document.getInteger("status"),
                document.getString("outcome"),
                document.getLong("tookMillis"));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
