package io.aman.security.signal;

import io.aman.platform.geo.Place;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Profile;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Visit;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;

/**
 * A person as an earlier release has stored one: lists of documents. It is written anew with the next sign-in; an
 * instance of that release reads none of what is, and finds a stranger.
 */
final class MongoEarlierProfile {

    private static final List<String> FIELDS = List.of("failures", "visits", "known", "told");

    private MongoEarlierProfile() {}

    /** What is to be taken away once it is written anew; nothing of a person who was. */
    static List<String> fields(Document found) {
        return FIELDS.stream().filter(found::containsKey).toList();
    }

    static Profile profile(Document found) {
        return new Profile(
                found.getString("_id"),
                read(found, "failures", MongoEarlierProfile::failure),
                read(found, "visits", MongoEarlierProfile::visit),
                read(found, "known", MongoEarlierProfile::known),
                read(found, "told", MongoEarlierProfile::told));
    }

    private static <T> List<T> read(Document found, String field, Function<Document, T> one) {
        return found.getList(field, Document.class, List.of()).stream().map(one).toList();
    }

    private static Profile.Failure failure(Document found) {
        return new Profile.Failure(
                found.getDate("at").toInstant(), found.getString("source"), found.getString("eventId"));
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

    private static Profile.Known known(Document found) {
        return new Profile.Known(
                Profile.Trait.valueOf(found.getString("trait")),
                found.getString("value"),
                found.getDate("lastAt").toInstant());
    }

    private static Profile.Told told(Document found) {
        return new Profile.Told(found.getString("eventId"), read(found, "signals", MongoEarlierProfile::signal));
    }

    private static Signal signal(Document found) {
        return new Signal(
                Kind.valueOf(found.getString("kind")),
                found.getString("detail"),
                found.getDouble("share"),
                found.getBoolean("isActing"));
    }
}
