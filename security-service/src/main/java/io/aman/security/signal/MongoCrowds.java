package io.aman.security.signal;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.write.BulkWrites;
import io.aman.security.detector.Crowd;
import io.aman.security.detector.Group;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One document for each span of time of a group, with a sample of its sign-ins: a set, so that one told twice is there once. */
final class MongoCrowds {

    static final String COLLECTION = "crowds";
    private static final String PURGE_AT = "purgeAt";
    private static final Duration KEPT = Duration.ofHours(2); // the longest span, and the one behind it

    private final MongoOperations mongo;

    MongoCrowds(MongoOperations mongo) {
        this.mongo = mongo;
    }

    private record Stored(
            @MongoId String id,
            @Nullable Set<String> strangers,
            @Nullable Set<String> others) {

        Crowd crowd() {
            return new Crowd(either(strangers), either(others));
        }

        private static Set<String> either(@Nullable Set<String> some) {
            return some == null ? Set.of() : some;
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    /** The samples that these sign-ins are looked at with, by their names. */
    Map<String, Crowd> of(Collection<Memory.Tried> tries) {
        var names = tries.stream().flatMap(MongoCrowds::names).collect(Collectors.toSet());
        return mongo.find(Query.query(where("_id").in(names)), Stored.class, COLLECTION).stream()
                .collect(Collectors.toMap(Stored::id, Stored::crowd));
    }

    private static Stream<String> names(Memory.Tried tried) {
        var at = tried.signIn().at();
        return Group.of(tried.signIn(), tried.facts()).stream()
                .flatMap(group -> Stream.of(group.sampleAt(at), group.sampleBefore(at)));
    }

    /**
     * Adds sign-ins and answers with the samples afterwards. One that is full stays as it is; instances may overfill it
     * by what they write at the same time.
     */
    Map<String, Crowd> add(List<Memory.Tried> tries) {
        var before = of(tries);
        var missing = missing(before, tries);
        if (missing.isEmpty()) {
            return before;
        }
        var latest = tries.stream()
                .map(tried -> tried.signIn().at())
                .max(Instant::compareTo)
                .orElseThrow();
        if (BulkWrites.unordered(adding(missing, latest)).count() < missing.size()) {
            // another one was the first of a span at the same time: it is there now
            adding(missing, latest).execute();
        }
        return of(tries);
    }

    private static Map<String, Crowd> missing(Map<String, Crowd> before, List<Memory.Tried> tries) {
        var with = new HashMap<>(before);
        var missing = new HashMap<String, Crowd>();
        for (var tried : tries) {
            var one = Crowd.of(tried.signIn(), tried.isStranger());
            for (var group : Group.of(tried.signIn(), tried.facts())) {
                var name = group.sampleAt(tried.signIn().at());
                var sample = with.getOrDefault(name, Crowd.NOBODY);
                if (sample.size() < Crowd.MOST && !sample.has(one)) {
                    with.put(name, sample.and(one));
                    missing.merge(name, one, Crowd::and);
                }
            }
        }
        return missing;
    }

    private BulkOperations adding(Map<String, Crowd> missing, Instant latest) {
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
        var purgeAt = latest.plus(KEPT).truncatedTo(ChronoUnit.MINUTES);
        missing.forEach((name, some) -> {
            var update = new Update().max(PURGE_AT, purgeAt);
            update.addToSet("strangers").each(some.strangers().toArray());
            update.addToSet("others").each(some.others().toArray());
            bulk.upsert(Query.query(where("_id").is(name)), update);
        });
        return bulk;
    }

    void purge(Instant now) {
        mongo.remove(Query.query(where(PURGE_AT).lte(now)), COLLECTION);
    }
}
