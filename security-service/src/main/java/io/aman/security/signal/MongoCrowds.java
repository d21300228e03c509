package io.aman.security.signal;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.security.detector.Crowd;
import io.aman.security.detector.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One document for each span of time with a sample of its sign-ins: a set, so that one told twice is there once. */
final class MongoCrowds {

    static final String COLLECTION = "crowds";
    private static final String PURGE_AT = "purgeAt";
    private static final Duration KEPT = Duration.ofHours(1);

    private final MongoOperations mongo;
    private volatile long fullSpan = Long.MIN_VALUE;

    MongoCrowds(MongoOperations mongo) {
        this.mongo = mongo;
    }

    private record Stored(
            @MongoId String id,
            @Nullable Set<String> strangers,
            @Nullable Set<String> others) {

        int size() {
            return either(strangers).size() + either(others).size();
        }

        private static Set<String> either(@Nullable Set<String> some) {
            return some == null ? Set.of() : some;
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    Crowd of(Instant at) {
        var span = HeapMemory.span(at);
        var found = mongo.find(Query.query(where("_id").in(List.of(id(span - 1), id(span)))), Stored.class, COLLECTION);
        found.stream()
                .filter(stored -> stored.id.equals(id(span)) && stored.size() >= Crowd.MOST)
                .forEach(_ -> fullSpan = span);
        return new Crowd(
                together(found.stream().map(Stored::strangers)),
                together(found.stream().map(Stored::others)));
    }

    /** A sample that is full stays as it is; the instances may overfill it by what they write at the same time. */
    Crowd add(SignIn signIn, boolean isStranger) {
        var span = HeapMemory.span(signIn.at());
        if (span != fullSpan) {
            var one = Crowd.of(signIn, isStranger);
            var update = new Update().max(PURGE_AT, signIn.at().plus(KEPT));
            one.strangers().forEach(account -> update.addToSet("strangers", account));
            one.others().forEach(account -> update.addToSet("others", account));
            upsert(id(span), update);
        }
        return of(signIn.at());
    }

    private void upsert(String id, Update update) {
        var query = Query.query(where("_id").is(id));
        try {
            mongo.upsert(query, update, COLLECTION);
        } catch (DuplicateKeyException _) { // another one was the first of this span at the same time
            mongo.upsert(query, update, COLLECTION);
        }
    }

    void purge(Instant now) {
        mongo.remove(Query.query(where(PURGE_AT).lte(now)), COLLECTION);
    }

    private static Set<String> together(Stream<@Nullable Set<String>> sets) {
        var all = new HashSet<String>();
        sets.forEach(some -> all.addAll(Stored.either(some)));
        return all;
    }

    private static String id(long span) {
        return "span:" + span;
    }
}
