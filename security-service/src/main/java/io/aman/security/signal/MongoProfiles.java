package io.aman.security.signal;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.EventCodec;
import io.aman.events.SecurityEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.ConditionalWrites;
import io.aman.security.detector.Profile;
import io.aman.security.detector.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One document a person; each change is one conditional update that carries its events. */
final class MongoProfiles {

    static final String COLLECTION = "profiles";
    private static final String VERSION = "version";
    private static final String PURGE_AT = "purgeAt";
    private static final int PURGED_AT_ONCE = 10_000;
    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Duration kept;

    /**
     * @param written told the id of each person whose outbox was filled
     * @param kept how long a person is remembered who does not come back
     */
    MongoProfiles(MongoOperations mongo, Outbox outbox, Consumer<String> written, Duration kept) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.kept = kept;
    }

    private record Stored(
            @MongoId String id,
            long version,
            List<Profile.Failure> failures,
            List<Visit> visits,
            List<Profile.Known> known,
            List<Profile.Told> told,
            Instant purgeAt,
            @Nullable List<Document> outbox) {

        Profile profile() {
            return new Profile(id, failures, visits, known, told);
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    Profile of(String userId) {
        return find(userId).map(Stored::profile).orElseGet(() -> Profile.fresh(userId));
    }

    private Optional<Stored> find(String userId) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("_id").is(userId)), Stored.class, COLLECTION));
    }

    Memory.Lesson learn(String userId, String cause, Instant at, Function<Profile, Memory.Lesson> lesson) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var before = find(userId);
                    var profile = before.map(Stored::profile).orElseGet(() -> Profile.fresh(userId));
                    var learned = lesson.apply(profile);
                    if (learned.after().equals(profile)) {
                        return Optional.of(learned); // it was told before
                    }
                    var events = learned.events().stream()
                            .map(event -> promised(userId, cause, at, event))
                            .toList();
                    var isKept = before.isEmpty()
                            ? insert(learned.after(), events, at)
                            : update(before.get(), learned.after(), events, at);
                    if (isKept && !events.isEmpty()) {
                        written.accept(userId);
                    }
                    return isKept ? Optional.of(learned) : Optional.empty();
                })
                .orElseThrow(() -> new IllegalStateException("the profile of " + userId + " kept changing"));
    }

    /** Forgets a person once everything that was promised about them is told; whether nothing is left. */
    boolean forget(String userId) {
        mongo.remove(Query.query(Outbox.toldAll(List.of(userId))), COLLECTION);
        return find(userId).isEmpty();
    }

    void purge(Instant now) {
        var query = Query.query(where(PURGE_AT).lte(now)).limit(PURGED_AT_ONCE);
        query.fields().include("_id");
        var over = mongo.find(query, Document.class, COLLECTION).stream()
                .map(found -> found.getString("_id"))
                .toList();
        mongo.remove(Query.query(Outbox.toldAll(over)), COLLECTION);
    }

    private boolean insert(Profile profile, List<OutboxEvent> events, Instant at) {
        try {
            mongo.insert(
                    new Stored(
                            profile.userId(),
                            1,
                            profile.failures(),
                            profile.visits(),
                            profile.known(),
                            profile.told(),
                            at.plus(kept),
                            events.isEmpty() ? null : outbox.entries(events)),
                    COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private boolean update(Stored before, Profile profile, List<OutboxEvent> events, Instant at) {
        var update = new Update()
                .inc(VERSION, 1)
                .set("failures", profile.failures())
                .set("visits", profile.visits())
                .set("known", profile.known())
                .set("told", profile.told())
                .max(PURGE_AT, at.plus(kept));
        var unchanged = where("_id").is(before.id()).and(VERSION).is(before.version());
        return mongo.updateFirst(Query.query(unchanged), outbox.append(update, events), Stored.class, COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private static OutboxEvent promised(String userId, String cause, Instant at, SecurityEvent event) {
        var id = Ids.derived("evt_", cause + " " + EventCodec.typeOf(event));
        return new OutboxEvent(id, Topics.SECURITY, userId, at, event);
    }
}
