package io.aman.notification.intent;

import io.aman.events.Actor;
import io.aman.notification.preference.Medium;
import io.aman.notification.recipient.PersonalData;
import io.aman.platform.write.BulkWrites;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** An open intent has a {@code sweepAt}; the sparse index holds only those. */
@Repository
class MongoIntents implements Intents, PersonalData {

    static final String COLLECTION = "intents";

    private static final String SWEEP_AT = "sweepAt";
    private static final String ADDRESSED_AT = "addressedAt";
    private static final String ID = "_id";

    private final MongoOperations mongo;

    MongoIntents(MongoOperations mongo) {
        this.mongo = mongo;
        for (var field : List.of(SWEEP_AT, ADDRESSED_AT)) {
            mongo.indexOps(COLLECTION).createIndex(new Index(field, Sort.Direction.ASC).sparse());
        }
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(MongoIntentDocument.USER, Sort.Direction.ASC).on(SWEEP_AT, Sort.Direction.ASC));
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(MongoIntentDocument.CANCEL_KEY, Sort.Direction.ASC)
                        .on(SWEEP_AT, Sort.Direction.ASC)
                        .sparse());
    }

    @Override
    public List<Intent> add(List<Intent> all, Instant sweepAt) {
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
        all.forEach(intent -> bulk.insert(MongoIntentDocument.of(intent).append(SWEEP_AT, Date.from(sweepAt))));
        var refused = BulkWrites.unordered(bulk).refused();
        return IntStream.range(0, all.size())
                .filter(place -> !refused.contains(place))
                .mapToObj(all::get)
                .toList();
    }

    @Override
    public Optional<Intent> findOpen(String id) {
        return find(Query.query(Criteria.where(ID).is(id).and(SWEEP_AT).exists(true))).stream()
                .findFirst();
    }

    @Override
    public List<Intent> openOf(String userId, int limit) {
        return find(Query.query(Criteria.where(MongoIntentDocument.USER)
                        .is(userId)
                        .and(SWEEP_AT)
                        .exists(true))
                .limit(limit));
    }

    @Override
    public List<Intent> due(Instant now, int limit) {
        return find(Query.query(Criteria.where(SWEEP_AT).lte(Date.from(now)))
                .with(Sort.by(Sort.Direction.ASC, SWEEP_AT))
                .limit(limit));
    }

    @Override
    public List<Intent> all(Collection<String> ids) {
        return find(Query.query(Criteria.where(ID).in(ids))).stream()
                .sorted(Comparator.comparing(Intent::at).thenComparing(Intent::id))
                .toList();
    }

    @Override
    public boolean route(Intent intent, Map<Medium, Route> fresh) {
        var unrouted = open(intent);
        var chosen = new Update();
        fresh.forEach((medium, route) -> {
            unrouted.and(MongoIntentDocument.route(medium)).exists(false);
            chosen.set(MongoIntentDocument.route(medium), MongoIntentDocument.text(route));
        });
        return mongo.updateFirst(Query.query(unrouted), chosen, COLLECTION).getMatchedCount() == 1;
    }

    @Override
    public void unroute(Intent intent, Map<Medium, Route> routes) {
        routes.forEach((medium, route) -> {
            var field = MongoIntentDocument.route(medium);
            var still = open(intent).and(field).is(MongoIntentDocument.text(route));
            mongo.updateFirst(Query.query(still), new Update().unset(field), COLLECTION);
        });
    }

    @Override
    public void postpone(Intent intent, Instant until) {
        // only an open one: whoever closed it meanwhile has told the user
        var later = new Update().inc("tries", 1).set(SWEEP_AT, Date.from(until));
        mongo.updateFirst(Query.query(open(intent)), later, COLLECTION);
    }

    @Override
    public void hold(Intent intent, Instant until) {
        mongo.updateFirst(Query.query(open(intent)), new Update().set(SWEEP_AT, Date.from(until)), COLLECTION);
    }

    @Override
    public void wake(String userId, Instant now) {
        var waiting = Criteria.where(MongoIntentDocument.USER)
                .is(userId)
                .and(SWEEP_AT)
                .gt(Date.from(now));
        mongo.updateMulti(Query.query(waiting), new Update().set(SWEEP_AT, Date.from(now)), COLLECTION);
    }

    @Override
    public void close(List<Intent> all, Instant now) {
        var open = Criteria.where(ID)
                .in(all.stream().map(Intent::id).toList())
                .and(SWEEP_AT)
                .exists(true);
        mongo.updateMulti(Query.query(open), closed(now), COLLECTION);
    }

    @Override
    public void cancel(Collection<String> cancelKeys, Instant now) {
        var waiting = Criteria.where(MongoIntentDocument.CANCEL_KEY)
                .in(cancelKeys)
                .and(SWEEP_AT)
                .exists(true);
        mongo.updateMulti(Query.query(waiting), closed(now).set("cancelled", true), COLLECTION);
    }

    private static Criteria open(Intent intent) {
        return Criteria.where(ID).is(intent.id()).and(SWEEP_AT).exists(true);
    }

    private static Update closed(Instant now) {
        return new Update().unset(SWEEP_AT).unset(MongoIntentDocument.SEALED).set(ADDRESSED_AT, Date.from(now));
    }

    @Override
    public long countOpen() {
        return mongo.count(Query.query(Criteria.where(SWEEP_AT).exists(true)), COLLECTION);
    }

    @Override
    public long removeClosedBefore(Instant then) {
        return mongo.remove(Query.query(Criteria.where(ADDRESSED_AT).lt(Date.from(then))), COLLECTION)
                .getDeletedCount();
    }

    @Override
    public void forget(String userId, Actor by) {
        mongo.remove(Query.query(Criteria.where(MongoIntentDocument.USER).is(userId)), COLLECTION);
    }

    private List<Intent> find(Query query) {
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(MongoIntentDocument::intent)
                .toList();
    }
}
