package io.aman.security.signal;

import io.aman.platform.geo.Place;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Profile;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Visit;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How a person is written and read, by hand, since each sign-in does both. What is false, or empty, of a list's elements
 * is left out: a document's cost goes by its fields.
 */
final class MongoProfileDocument {

    static final String FAILURES = "failures";
    static final String VISITS = "visits";
    static final String KNOWN = "known";
    static final String TOLD = "told";

    private MongoProfileDocument() {}

    static Profile profile(Document found) {
        return new Profile(
                found.getString("_id"),
                read(found, FAILURES, MongoProfileDocument::failure),
                read(found, VISITS, MongoProfileDocument::visit),
                read(found, KNOWN, MongoProfileDocument::known),
                read(found, TOLD, MongoProfileDocument::told));
    }

    private static <T> List<T> read(Document found, String field, Function<Document, T> one) {
        return found.getList(field, Document.class, List.of()).stream().map(one).toList();
    }

    static <T> List<Document> written(List<T> all, Function<T, Document> one) {
        return all.stream().map(one).toList();
    }

    static Document of(Profile.Failure failure) {
        return optional(
                new Document("at", Date.from(failure.at())).append("source", failure.source()),
                "eventId",
                failure.eventId());
    }

    private static Profile.Failure failure(Document found) {
        return new Profile.Failure(
                found.getDate("at").toInstant(), found.getString("source"), found.getString("eventId"));
    }

    static Document of(Visit visit) {
        var document = new Document("eventId", visit.eventId())
                .append("at", Date.from(visit.at()))
                .append("device", visit.device())
                .append("network", visit.network());
        var point = visit.point();
        if (point != null) {
            document.append(
                    "point",
                    new Document("latitude", point.latitude())
                            .append("longitude", point.longitude())
                            .append("accuracyKm", point.accuracyKm()));
        }
        return visit.hidesPlace()
                ? optional(document, "country", visit.country()).append("hidesPlace", true)
                : optional(document, "country", visit.country());
    }

    private static Visit visit(Document found) {
        var point = found.get("point", Document.class);
        return new Visit(
                found.getString("eventId"),
                found.getDate("at").toInstant(),
                found.getString("device"),
                found.getString("network"),
                found.getString("country"),
                point == null ? null : point(point),
                found.getBoolean("hidesPlace", false));
    }

    private static Place.Point point(Document found) {
        return new Place.Point(
                found.getDouble("latitude"), found.getDouble("longitude"), found.getInteger("accuracyKm"));
    }

    static Document of(Profile.Known known) {
        return new Document("trait", known.trait().name())
                .append("value", known.value())
                .append("lastAt", Date.from(known.lastAt()));
    }

    private static Profile.Known known(Document found) {
        return new Profile.Known(
                Profile.Trait.valueOf(found.getString("trait")),
                found.getString("value"),
                found.getDate("lastAt").toInstant());
    }

    static Document of(Profile.Told told) {
        var document = new Document("eventId", told.eventId());
        return told.signals().isEmpty()
                ? document
                : document.append("signals", written(told.signals(), MongoProfileDocument::of));
    }

    private static Profile.Told told(Document found) {
        return new Profile.Told(found.getString("eventId"), read(found, "signals", MongoProfileDocument::signal));
    }

    private static Document of(Signal signal) {
        return new Document("kind", signal.kind().name())
                .append("detail", signal.detail())
                .append("share", signal.share())
                .append("isActing", signal.isActing());
    }

    private static Signal signal(Document found) {
        return new Signal(
                Kind.valueOf(found.getString("kind")),
                found.getString("detail"),
                found.getDouble("share"),
                found.getBoolean("isActing"));
    }

    private static Document optional(Document document, String field, @Nullable String value) {
        return value == null ? document : document.append(field, value);
    }
}
