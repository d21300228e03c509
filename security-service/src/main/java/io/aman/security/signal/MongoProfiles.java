package io.aman.security.signal;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.EventCodec;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.BulkWrites;
import io.aman.platform.write.ConditionalWrites;
import io.aman.security.detector.Profile;
import io.aman.security.detector.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
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
    private final Traces traces;
    private final Consumer<String> written;
    private final Duration kept;

    /**
     * @param written told the id of each person whose outbox was filled
     * @param kept how long a person is remembered who does not come back
     */
    MongoProfiles(MongoOperations mongo, Outbox outbox, Traces traces, Consumer<String> written, Duration kept) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.traces = traces;
        this.written = written;
        this.kept = kept;
    }

    private record Stored(
            @MongoId String id,
            long version,
            List<Profile.Failure> failures,
            List<Visit> visits,
            List<Profile.Known> known,
            List<Profile.Told> told) {

        Profile profile() {
            return new Profile(id, failures, visits, known, told);
        }
    }

    /** @param before null where nothing was remembered */
    private record Change(@Nullable Stored before, Memory.Lesson lesson) {}

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    /** Those of whom something is remembered. */
    Map<String, Profile> of(Collection<String> userIds) {
        var found = new HashMap<String, Profile>();
        find(userIds).forEach((userId, stored) -> found.put(userId, stored.profile()));
        return found;
    }

    private Map<String, Stored> find(Collection<String> userIds) {
        var query = Query.query(where("_id").in(userIds));
        query.fields().exclude(Outbox.FIELD);
        return userIds.isEmpty()
                ? Map.of()
                : mongo.find(query, Stored.class, COLLECTION).stream()
                        .collect(Collectors.toMap(Stored::id, Function.identity()));
    }

    /** Those who were taught what others have changed meanwhile are taught again; the rest knows it has been told. */
    Map<String, Memory.Lesson> learn(Set<String> userIds, Function<Profile, Memory.Lesson> lesson) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var before = find(userIds);
                    var lessons = new HashMap<String, Memory.Lesson>();
                    var changes = new ArrayList<Change>();
                    for (var userId : userIds) {
                        var stored = before.get(userId);
                        var profile = stored == null ? Profile.fresh(userId) : stored.profile();
                        var learned = lesson.apply(profile);
                        lessons.put(userId, learned);
                        if (!learned.after().equals(profile)) {
                            changes.add(new Change(stored, learned));
                        }
                    }
                    return areKept(changes) ? Optional.of(lessons) : Optional.empty();
                })
                .orElseThrow(() -> new IllegalStateException("the profiles kept changing"));
    }

    private boolean areKept(List<Change> changes) {
        if (changes.isEmpty()) {
            return true;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, Stored.class, COLLECTION);
        for (var change : changes) {
            var before = change.before();
            var one = where("_id").is(change.lesson().after().userId());
            if (before == null) { // the key refuses it where somebody else was faster
                bulk.upsert(Query.query(one.and(VERSION).is(0L)), update(change));
            } else {
                bulk.updateOne(Query.query(one.and(VERSION).is(before.version())), update(change));
            }
        }
        var written = BulkWrites.unordered(bulk).count();
        changes.stream()
                .map(Change::lesson)
                .filter(lesson -> !lesson.promises().isEmpty())
                .forEach(lesson -> this.written.accept(lesson.after().userId()));
        return written == changes.size();
    }

    /** Sets what is another than before. */
    private Update update(Change change) {
        var before = change.before();
        var after = change.lesson().after();
        var update = new Update()
                .inc(VERSION, 1L)
                .max(PURGE_AT, change.lesson().at().plus(kept).truncatedTo(ChronoUnit.DAYS)); // one entry of its index
        if (before == null || !before.failures().equals(after.failures())) {
            update.set("failures", after.failures());
        }
        if (before == null || !before.visits().equals(after.visits())) {
            update.set("visits", after.visits());
        }
        if (before == null || !before.known().equals(after.known())) {
            update.set("known", after.known());
        }
        update.set("told", after.told());
        var promised = new ArrayList<Document>();
        change.lesson().promises().forEach(promise -> promised.addAll(promised(after.userId(), promise)));
        if (!promised.isEmpty()) {
            update.push(Outbox.FIELD).each(promised.toArray());
        }
        return update;
    }

    private List<Document> promised(String userId, Memory.Promise promise) {
        var id = Ids.derived("evt_", promise.cause() + " " + EventCodec.typeOf(promise.event()));
        var event = new OutboxEvent(id, Topics.SECURITY, userId, promise.at(), promise.event());
        var entries = new ArrayList<Document>();
        traces.continued(
                promise.traceparent(), "sign-in-answered", () -> entries.addAll(outbox.entries(List.of(event))));
        return entries;
    }

    /** Forgets a person once everything that was promised about them is told; whether nothing is left. */
    boolean forget(String userId) {
        mongo.remove(Query.query(Outbox.toldAll(List.of(userId))), COLLECTION);
        return find(Set.of(userId)).isEmpty();
    }

    void purge(Instant now) {
        var query = Query.query(where(PURGE_AT).lte(now)).limit(PURGED_AT_ONCE);
        query.fields().include("_id");
        var over = mongo.find(query, Document.class, COLLECTION).stream()
                .map(found -> found.getString("_id"))
                .toList();
        mongo.remove(Query.query(Outbox.toldAll(over)), COLLECTION);
    }
}
