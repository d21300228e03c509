package io.aman.security.signal;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.Actor;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Mode;
import io.aman.security.detector.Settings;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What administrators changed, one document a detector; each change is one write with its audit entry. */
final class MongoDetectorSettings {

    static final String COLLECTION = "detectors";
    private static final String MODE = "mode";
    private static final String THRESHOLDS = "thresholds";
    private static final String AUDIT = "audit";
    private static final int MOST_ENTRIES = 100;
    private static final List<String> ALL =
            Arrays.stream(Kind.values()).map(Kind::code).toList();

    private final MongoOperations mongo;

    MongoDetectorSettings(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @param mode null where it went back to the configuration */
    record Change(
            Instant at,
            String by,
            @Nullable String reason,
            @Nullable String mode,
            Map<String, Long> thresholds) {}

    /** By the detector's name; of those that were changed. */
    Map<String, Settings> all() {
        var all = new HashMap<String, Settings>();
        for (var found : mongo.find(Query.query(where("_id").in(ALL)), Document.class, COLLECTION)) {
            var mode = found.getString(MODE);
            if (mode != null) {
                all.put(found.getString("_id"), new Settings(Mode.valueOf(mode), thresholds(found)));
            }
        }
        return all;
    }

    void set(Kind kind, Settings settings, Actor by, Instant now) {
        var thresholds = new Document(new TreeMap<>(settings.thresholds()));
        var update = new Update().set(MODE, settings.mode().name()).set(THRESHOLDS, thresholds);
        write(kind, update, new Document(MODE, settings.mode().name()).append(THRESHOLDS, thresholds), by, now);
    }

    void reset(Kind kind, Actor by, Instant now) {
        write(kind, new Update().unset(MODE).unset(THRESHOLDS), new Document(), by, now);
    }

    List<Change> changes(Kind kind) {
        var found = mongo.findOne(byId(kind), Document.class, COLLECTION);
        return found == null
                ? List.of()
                : found.getList(AUDIT, Document.class, List.of()).stream()
                        .map(entry -> new Change(
                                entry.getDate("at").toInstant(),
                                entry.getString("by"),
                                entry.getString("reason"),
                                entry.getString(MODE),
                                thresholds(entry)))
                        .toList();
    }

    private void write(Kind kind, Update update, Document entry, Actor by, Instant now) {
        entry.append("at", now)
                .append("by", by.name())
                .append("address", by.address())
                .append("reason", by.reason());
        update.push(AUDIT).slice(-MOST_ENTRIES).each(entry);
        mongo.upsert(byId(kind), update, COLLECTION);
    }

    private static Map<String, Long> thresholds(Document found) {
        var thresholds = new TreeMap<String, Long>();
        var stored = found.get(THRESHOLDS, Document.class);
        if (stored != null) {
            stored.forEach((name, value) -> thresholds.put(name, ((Number) value).longValue()));
        }
        return thresholds;
    }

    private static Query byId(Kind kind) {
        return Query.query(where("_id").is(kind.code()));
    }
}
