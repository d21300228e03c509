package io.aman.security.signal;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.security.AddressKey;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One document an address with its last tries; adding one is one update that does nothing where it is there already. */
final class MongoSources {

    static final String COLLECTION = "sources";
    private static final String TRIES = "tries";
    private static final String PURGE_AT = "purgeAt";
    private static final Duration KEPT = Duration.ofDays(2); // no window is longer than a day

    private final MongoOperations mongo;

    MongoSources(MongoOperations mongo) {
        this.mongo = mongo;
    }

    private record Stored(@MongoId String id, List<Source.Try> tries) {

        Source source() {
            return new Source(id, tries);
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    Source of(String address) {
        var key = AddressKey.of(address);
        var found = mongo.findOne(byId(key), Stored.class, COLLECTION);
        return found == null ? new Source(key, List.of()) : found.source();
    }

    Source add(SignIn signIn, boolean isStranger) {
        var add = new Update()
                .max(PURGE_AT, signIn.at().plus(KEPT))
                .push(TRIES)
                .sort(Sort.by("at"))
                .slice(-Source.MOST)
                .each(Source.Try.of(signIn, isStranger));
        var notThere = Query.query(
                where("_id").is(signIn.source()).and(TRIES + ".eventId").ne(signIn.eventId()));
        try {
            return Objects.requireNonNull(mongo.findAndModify(
                            notThere,
                            add,
                            FindAndModifyOptions.options().upsert(true).returnNew(true),
                            Stored.class,
                            COLLECTION))
                    .source();
        } catch (DuplicateKeyException _) {
            // it is there already, or another one was the first of this address at the same time
            var again = mongo.findAndModify(
                    notThere, add, FindAndModifyOptions.options().returnNew(true), Stored.class, COLLECTION);
            return again == null ? of(signIn.address()) : again.source();
        }
    }

    void purge(Instant now) {
        mongo.remove(Query.query(where(PURGE_AT).lte(now)), COLLECTION);
    }

    private static Query byId(String key) {
        return Query.query(where("_id").is(key));
    }
}
