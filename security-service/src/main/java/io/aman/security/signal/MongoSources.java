package io.aman.security.signal;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.write.BulkWrites;
import io.aman.platform.write.ConditionalWrites;
import io.aman.security.detector.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One document an address with its last tries; adding some is one update that does nothing where one is there already. */
final class MongoSources {

    static final String COLLECTION = "sources";
    /** As an earlier release has stored them, and wants a list of; they are gone when the address is. */
    private static final String EARLIER = "tries";

    private static final String TRIES = "tryLines";
    private static final String STRANGERS = "strangers";
    private static final String PURGE_AT = "purgeAt";
    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);
    private static final int PURGED_AT_ONCE = 10_000;
    private static final Duration KEPT = Duration.ofDays(2); // no window is longer than a day

    private final MongoOperations mongo;

    MongoSources(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    /** Those of which something is remembered. */
    Map<String, Source> of(Collection<String> keys) {
        return mongo.find(Query.query(where("_id").in(keys)), Document.class, COLLECTION).stream()
                .map(MongoSources::source)
                .collect(Collectors.toMap(Source::key, Function.identity()));
    }

    private static Source source(Document found) {
        var strangers = Set.copyOf(found.getList(STRANGERS, String.class, List.of()));
        var lines = found.getList(TRIES, String.class, List.of()).stream()
                .map(Line::read)
                .map(line -> new Source.Try(
                        line.text(1), line.text(2), line.at(0), line.has(3), strangers.contains(line.text(1))));
        var earlier = found.getList(EARLIER, Document.class, List.of());
        return new Source(found.getString("_id"), earlier.isEmpty() ? lines.toList() : together(earlier, lines));
    }

    private static List<Source.Try> together(List<Document> earlier, Stream<Source.Try> lines) {
        var all = Stream.concat(earlier.stream().map(MongoSources::earlier), lines)
                .sorted(Comparator.comparing(Source.Try::at))
                .toList();
        return all.subList(Math.max(0, all.size() - Source.MOST), all.size());
    }

    private static Source.Try earlier(Document found) {
        return new Source.Try(
                found.getString("eventId"),
                found.getString("account"),
                found.getDate("at").toInstant(),
                found.getBoolean("failed", false),
                found.getBoolean("isStranger", false));
    }

    /** The same for the same event, whoever is a stranger by the time it is told again. */
    private static String line(Source.Try one) {
        return Line.of(one.at(), one.eventId(), one.account(), one.failed());
    }

    void add(List<Memory.Tried> tries) {
        var all = byAddress(tries);
        if (!areAdded(all)) { // some are there already, or another one was the first of an address at the same time
            var _ = ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                        var missing = without(of(all.keySet()), all);
                        return areAdded(missing) ? Optional.of(missing) : Optional.empty();
                    })
                    .orElseThrow(() -> new IllegalStateException("what was tried kept changing"));
        }
    }

    private static Map<String, List<Source.Try>> byAddress(List<Memory.Tried> tries) {
        var all = new LinkedHashMap<String, Map<String, Source.Try>>();
        tries.forEach(tried -> all.computeIfAbsent(tried.signIn().source(), _ -> new LinkedHashMap<>())
                .putIfAbsent(tried.signIn().eventId(), Source.Try.of(tried.signIn(), tried.isStranger())));
        var lists = new LinkedHashMap<String, List<Source.Try>>();
        all.forEach((key, some) -> lists.put(key, List.copyOf(some.values())));
        return lists;
    }

    private static Map<String, List<Source.Try>> without(Map<String, Source> there, Map<String, List<Source.Try>> all) {
        var missing = new HashMap<String, List<Source.Try>>();
        all.forEach((key, some) -> {
            var source = there.get(key);
            var left = source == null
                    ? some
                    : some.stream().filter(one -> !source.has(one.eventId())).toList();
            if (!left.isEmpty()) {
                missing.put(key, left);
            }
        });
        return missing;
    }

    /** Whether none was there already. */
    private boolean areAdded(Map<String, List<Source.Try>> all) {
        if (all.isEmpty()) {
            return true;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
        all.forEach((key, some) -> bulk.upsert(noneOf(key, some), adding(some)));
        return BulkWrites.unordered(bulk).count() == all.size();
    }

    private static Query noneOf(String key, List<Source.Try> tries) {
        var lines = tries.stream().map(MongoSources::line).toList();
        return Query.query(where("_id").is(key).and(TRIES).nin(lines));
    }

    private static Update adding(List<Source.Try> tries) {
        var latest = tries.stream().map(Source.Try::at).max(Instant::compareTo).orElseThrow();
        var update = new Update()
                .setOnInsert(EARLIER, List.of())
                .max(PURGE_AT, latest.plus(KEPT).truncatedTo(ChronoUnit.HOURS)) // rarely another entry of the index
                .push(TRIES)
                .sort(Sort.Direction.ASC)
                .slice(-Source.MOST)
                .each(tries.stream().map(MongoSources::line).toArray());
        var strangers = tries.stream()
                .filter(Source.Try::isStranger)
                .map(Source.Try::eventId)
                .toArray();
        return strangers.length == 0
                ? update
                : update.push(STRANGERS).slice(-Source.MOST).each(strangers);
    }

    void purge(Instant now) {
        var query = Query.query(where(PURGE_AT).lte(now)).limit(PURGED_AT_ONCE);
        query.fields().include("_id");
        var over = new ArrayList<String>();
        mongo.find(query, Document.class, COLLECTION).forEach(found -> over.add(found.getString("_id")));
        mongo.remove(Query.query(where("_id").in(over).and(PURGE_AT).lte(now)), COLLECTION);
    }
}
