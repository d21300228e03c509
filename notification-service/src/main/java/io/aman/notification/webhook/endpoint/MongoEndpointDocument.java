package io.aman.notification.webhook.endpoint;

import io.aman.notification.webhook.endpoint.Endpoint.Scope;
import io.aman.notification.webhook.endpoint.Endpoint.SealedSecret;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as a document. A deleted one keeps neither address nor secrets, and stands only until its lane has thrown its
 * messages away and nobody asks any more who deleted it.
 */
final class MongoEndpointDocument {

    static final String COLLECTION = "webhook_endpoints";
    static final String ID = "_id";

    /** The user whose events it hears of, or {@link #EVERYBODY}; a deleted one has none. */
    static final String HEARS = "hears";

    static final String EVERYBODY = "*";

    /** Numbers the endpoints of one hearing: that it is unique bounds how many there are. */
    static final String SLOT = "slot";

    static final String OWNER = "owner";
    static final String URL = "url";
    static final String DESCRIPTION = "description";
    static final String TYPES = "types";
    static final String DISABLED_BECAUSE = "disabledBecause";
    static final String DISABLED_AT = "disabledAt";
    static final String DELETED_AT = "deletedAt";
    static final String CREATED = "createdAt";
    static final String SECRETS = "secrets";
    static final String FAILURES = "failures";
    static final String FAILING_SINCE = "failingSince";
    static final String VERSION = "version";
    static final String CHANGES = "changes";

    /** When its lane has something to do; absent while there is nothing. */
    static final String WORK_AT = "workAt";

    /** Until then its lane belongs to somebody, or rests. */
    static final String CLOSED_UNTIL = "closedUntil";

    /** Counts who had the lane: the fencing token. */
    static final String LANE = "lane";

    /** Replays that the lane has still to begin. */
    static final String ASKED = "asked";

    private static final String SCOPE = "scope";

    private MongoEndpointDocument() {}

    /** @param slot as many as there are are tried */
    static Document of(Endpoint endpoint, int slot) {
        var hears = hearing(endpoint);
        return new Document(ID, endpoint.id())
                .append(OWNER, endpoint.owner())
                .append(SCOPE, endpoint.scope().name())
                .append(HEARS, hears)
                .append(SLOT, slot(hears, slot))
                .append(URL, endpoint.url().toString())
                .append(DESCRIPTION, endpoint.description())
                .append(TYPES, List.copyOf(endpoint.types()))
                .append(CREATED, Date.from(endpoint.createdAt()))
                .append(SECRETS, secrets(endpoint.secrets()))
                .append(FAILURES, endpoint.failures())
                .append(VERSION, endpoint.version())
                .append(CLOSED_UNTIL, Date.from(Instant.EPOCH))
                .append(LANE, 0L)
                .append(ASKED, List.of());
    }

    static String hearing(Endpoint endpoint) {
        return endpoint.scope() == Scope.ALL ? EVERYBODY : endpoint.owner();
    }

    static String slot(String hears, int slot) {
        return hears + "/" + slot;
    }

    static List<Document> secrets(List<SealedSecret> secrets) {
        return secrets.stream()
                .map(secret -> new Document("text", secret.text())
                        .append("until", secret.until() == null ? null : Date.from(secret.until())))
                .toList();
    }

    static Endpoint endpoint(Document document) {
        return new Endpoint(
                document.getString(ID),
                document.getString(OWNER),
                Scope.valueOf(document.getString(SCOPE)),
                URI.create(document.getString(URL)),
                document.getString(DESCRIPTION),
                Set.copyOf(document.getList(TYPES, String.class)),
                document.getString(DISABLED_BECAUSE),
                instant(document.getDate(DISABLED_AT)),
                document.getDate(CREATED).toInstant(),
                document.getList(SECRETS, Document.class).stream()
                        .map(secret -> new SealedSecret(secret.getString("text"), instant(secret.getDate("until"))))
                        .toList(),
                document.getInteger(FAILURES),
                instant(document.getDate(FAILING_SINCE)),
                document.getLong(VERSION));
    }

    static List<Change> changes(Document document) {
        return document.getList(CHANGES, Document.class, List.of()).stream()
                .map(change ->
                        new Change(change.getDate("at").toInstant(), change.getString("by"), change.getString("what")))
                .toList();
    }

    static Document change(Change change) {
        return new Document("at", Date.from(change.at()))
                .append("by", change.by())
                .append("what", change.what());
    }

    static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}
