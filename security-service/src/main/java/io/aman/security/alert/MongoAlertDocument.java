package io.aman.security.alert;

import io.aman.security.alert.Alert.CloseReason;
import io.aman.security.alert.Alert.State;
import java.util.List;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;

/** How alerts are kept, read and found. */
final class MongoAlertDocument {

    private MongoAlertDocument() {}

    /** A new one, with what it was raised for. */
    static Document opened(String id, Occurrence occurrence) {
        var alert = new Document("_id", id)
                .append(MongoAlerts.OPEN_KEY, occurrence.subject())
                .append(MongoAlerts.SUBJECT, occurrence.subject())
                .append("kind", occurrence.kind())
                .append(MongoAlerts.SEVERITY, occurrence.severity().name())
                .append(MongoAlerts.STATE, State.OPEN.name())
                .append("address", occurrence.address())
                .append("about", occurrence.about())
                .append("detail", occurrence.detail())
                .append(MongoAlerts.CAUSES, List.of(occurrence.cause()))
                .append("count", 1L)
                .append(MongoAlerts.FIRST_AT, occurrence.at())
                .append("lastAt", occurrence.at());
        if (occurrence.userId() != null) {
            alert.append(MongoAlerts.USER, occurrence.userId()); // of nobody it is not in the sparse index
        }
        return alert;
    }

    static Alert alert(Document found) {
        var closeReason = found.getString("closeReason");
        return new Alert(
                found.getString("_id"),
                found.getString("kind"),
                Severity.valueOf(found.getString(MongoAlerts.SEVERITY)),
                State.valueOf(found.getString(MongoAlerts.STATE)),
                found.getString(MongoAlerts.USER),
                found.getString("address"),
                found.getString("about"),
                found.getString("detail"),
                found.get("count", Number.class).longValue(),
                found.getDate(MongoAlerts.FIRST_AT).toInstant(),
                found.getDate("lastAt").toInstant(),
                found.getString("assignee"),
                closeReason == null ? null : CloseReason.valueOf(closeReason),
                found.getList("audit", Document.class, List.of()).stream()
                        .map(MongoAlertDocument::entry)
                        .toList());
    }

    private static Alert.Entry entry(Document found) {
        return new Alert.Entry(
                found.getDate("at").toInstant(),
                found.getString("what"),
                found.getString("by"),
                found.getString("note"));
    }

    static void declareIndexes(MongoOperations mongo) {
        var indexes = mongo.indexOps(MongoAlerts.COLLECTION);
        indexes.createIndex(
                new Index(MongoAlerts.OPEN_KEY, Sort.Direction.ASC).unique().sparse());
        indexes.createIndex(
                new CompoundIndexDefinition(new Document(MongoAlerts.CAUSES, 1).append(MongoAlerts.SUBJECT, 1)));
        indexes.createIndex(new CompoundIndexDefinition(new Document(MongoAlerts.SUBJECT, 1)
                .append(MongoAlerts.CLOSED_AT, 1)
                .append("closeReason", 1)));
        indexes.createIndex(new CompoundIndexDefinition(new Document(MongoAlerts.STATE, 1)
                .append(MongoAlerts.FIRST_AT, -1)
                .append("_id", -1)));
        indexes.createIndex(new CompoundIndexDefinition(new Document(MongoAlerts.FIRST_AT, -1).append("_id", -1)));
        indexes.createIndex(new Index(MongoAlerts.USER, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(MongoAlerts.PURGE_AT, Sort.Direction.ASC).sparse());
    }
}
