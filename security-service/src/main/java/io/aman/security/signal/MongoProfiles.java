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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One document a person; each change is one conditional update that carries its events. */
final class MongoProfiles {

    static final String COLLECTION = "profiles";
    private static final String VERSION = "version";
    private static final String PURGE_AT = "purgeAt";
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

    /** @param earlier fields of an earlier release, to be written anew */
    private record Stored(long version, Profile profile, List<String> earlier) {

        static Stored of(Document found) {
            return new Stored(
                    found.get(VERSION, Number.class).longValue(),
                    MongoProfileDocument.profile(found),
                    MongoEarlierProfile.fields(found));
        }
    }

    /** @param before null where nothing was remembered */
    private record Change(@Nullable Stored before, Memory.Lesson lesson) {

        /** From what it is a change that can be pushed; null where all is to be written. */
        @Nullable
        Profile written() {
            return before == null || !before.earlier().isEmpty() ? null : before.profile();
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    Memory.People of(Set<String> userIds) {
        var read = find(userIds);
        return new Memory.People() {

            @Override
            public Map<String, Profile> profiles() {
                return userIds.stream().collect(Collectors.toMap(Function.identity(), id -> profile(id, read)));
            }

            @Override
            public Map<String, Memory.Lesson> learn(Function<Profile, Memory.Lesson> lesson) {
                return taught(userIds, read, lesson)
                        .or(() -> ConditionalWrites.untilNobodyIsFaster(
                                MAX_TRIES, MAX_PAUSE, () -> taught(userIds, find(userIds), lesson)))
                        .orElseThrow(() -> new IllegalStateException("the profiles kept changing"));
            }
        };
    }

    private Map<String, Stored> find(Set<String> userIds) {
        var query = Query.query(where("_id").in(userIds));
        query.fields().exclude(Outbox.FIELD);
        return userIds.isEmpty()
                ? Map.of()
                : mongo.find(query, Document.class, COLLECTION).stream()
                        .collect(Collectors.toMap(found -> found.getString("_id"), Stored::of));
    }

    private static Profile profile(String userId, Map<String, Stored> read) {
        var stored = read.get(userId);
        return stored == null ? Profile.fresh(userId) : stored.profile();
    }

    /** Empty where others have changed somebody meanwhile: who was taught then knows what has been told. */
    private Optional<Map<String, Memory.Lesson>> taught(
            Set<String> userIds, Map<String, Stored> before, Function<Profile, Memory.Lesson> lesson) {
        var lessons = new HashMap<String, Memory.Lesson>();
        var changes = new ArrayList<Change>();
        for (var userId : userIds) {
            var profile = profile(userId, before);
            var learned = lesson.apply(profile);
            lessons.put(userId, learned);
            if (!learned.after().equals(profile)) {
                changes.add(new Change(before.get(userId), learned));
            }
        }
        return areKept(changes) ? Optional.of(lessons) : Optional.empty();
    }

    private boolean areKept(List<Change> changes) {
        if (changes.isEmpty()) {
            return true;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
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

    /** Writes what is another than before. */
    private Update update(Change change) {
        var before = change.written();
        var after = change.lesson().after();
        var update = new Update()
                .inc(VERSION, 1L)
                .max(PURGE_AT, change.lesson().at().plus(kept).truncatedTo(ChronoUnit.DAYS)); // one entry of its index
        write(update, MongoProfileDocument.FAILURES, before, after, Profile::failures, MongoProfileDocument::of);
        write(update, MongoProfileDocument.VISITS, before, after, Profile::visits, MongoProfileDocument::of);
        write(update, MongoProfileDocument.KNOWN, before, after, Profile::known, MongoProfileDocument::of);
        write(update, MongoProfileDocument.TOLD, before, after, Profile::told, MongoProfileDocument::of);
        if (change.before() != null) {
            change.before().earlier().forEach(update::unset);
        }
        var promised = new ArrayList<Document>();
        change.lesson().promises().forEach(promise -> promised.addAll(promised(after.userId(), promise)));
        if (!promised.isEmpty()) {
            update.push(Outbox.FIELD).each(promised.toArray());
        }
        return update;
    }

    private static <T> void write(
            Update update,
            String field,
            @Nullable Profile before,
            Profile after,
            Function<Profile, List<T>> list,
            Function<T, String> line) {
        var all = list.apply(after);
        if (before != null && list.apply(before).equals(all)) {
            return;
        }
        var added = before == null ? all.size() : added(list.apply(before), all);
        if (added == all.size()) {
            update.set(field, MongoProfileDocument.written(all, line));
        } else {
            update.push(field)
                    .slice(-all.size())
                    .each(MongoProfileDocument.written(all.subList(all.size() - added, all.size()), line)
                            .toArray());
        }
    }

    /** How many were added at the end of a list that may have lost its first ones; all of them where it is another. */
    private static <T> int added(List<T> before, List<T> after) {
        for (var added = Math.max(0, after.size() - before.size()); added < after.size(); added++) {
            var left = after.subList(0, after.size() - added);
            if (before.subList(before.size() - left.size(), before.size()).equals(left)) {
                return added;
            }
        }
        return after.size();
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
        Outbox.removeTold(mongo, where(PURGE_AT).lte(now), COLLECTION);
    }
}
