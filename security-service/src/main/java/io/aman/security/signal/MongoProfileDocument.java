package io.aman.security.signal;

import io.aman.platform.geo.Place;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Profile;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How a person is written and read, by hand, since each sign-in does both: lists of {@link Line lines}. */
final class MongoProfileDocument {

    static final String FAILURES = "failureLines";
    static final String VISITS = "visitLines";
    static final String KNOWN = "knownLines";
    static final String TOLD = "toldLines";

    /** Of a signal in a line of what was told. */
    private static final int SIGNAL_FIELDS = 4;

    private MongoProfileDocument() {}

    /** What an earlier release has stored comes first. */
    static Profile profile(Document found) {
        var earlier = MongoEarlierProfile.profile(found);
        return new Profile(
                found.getString("_id"),
                read(found, FAILURES, earlier.failures(), MongoProfileDocument::failure),
                read(found, VISITS, earlier.visits(), MongoProfileDocument::visit),
                read(found, KNOWN, earlier.known(), MongoProfileDocument::known),
                read(found, TOLD, earlier.told(), MongoProfileDocument::told));
    }

    private static <T> List<T> read(Document found, String field, List<T> earlier, Function<Line, T> one) {
        var all = new ArrayList<>(earlier);
        found.getList(field, String.class, List.of()).forEach(line -> all.add(one.apply(Line.read(line))));
        return all;
    }

    static <T> List<String> written(List<T> all, Function<T, String> one) {
        return all.stream().map(one).toList();
    }

    static String of(Profile.Failure failure) {
        return Line.of(failure.at(), failure.source(), failure.eventId());
    }

    private static Profile.Failure failure(Line line) {
        return new Profile.Failure(line.at(0), line.text(1), line.textOrNull(2));
    }

    static String of(Visit visit) {
        var point = visit.point();
        return Line.of(
                visit.at(),
                visit.eventId(),
                visit.device(),
                visit.network(),
                visit.country(),
                visit.hidesPlace(),
                point == null ? null : point.latitude(),
                point == null ? null : point.longitude(),
                point == null ? null : point.accuracyKm());
    }

    private static Visit visit(Line line) {
        return new Visit(
                line.text(1), line.at(0), line.text(2), line.text(3), line.textOrNull(4), point(line), line.has(5));
    }

    private static Place.@Nullable Point point(Line line) {
        return line.has(6) ? new Place.Point(line.number(6), line.number(7), (int) line.number(8)) : null;
    }

    static String of(Profile.Known known) {
        return Line.of(known.lastAt(), known.trait(), known.value());
    }

    private static Profile.Known known(Line line) {
        return new Profile.Known(Profile.Trait.valueOf(line.text(1)), line.text(2), line.at(0));
    }

    static String of(Profile.Told told) {
        var fields = new ArrayList<@Nullable Object>();
        fields.add(told.eventId());
        told.signals().forEach(signal -> {
            fields.add(signal.kind());
            fields.add(signal.detail());
            fields.add(signal.share());
            fields.add(signal.isActing());
        });
        return Line.of(fields.toArray());
    }

    private static Profile.Told told(Line line) {
        var signals = new ArrayList<Signal>();
        for (var field = 1; line.has(field); field += SIGNAL_FIELDS) {
            signals.add(new Signal(
                    Kind.valueOf(line.text(field)), line.text(field + 1), line.number(field + 2), line.has(field + 3)));
        }
        return new Profile.Told(line.text(0), signals);
    }
}
