package io.aman.session.session;

import static io.aman.session.session.MongoSessionDocument.BROWSER;
import static io.aman.session.session.MongoSessionDocument.CITY;
import static io.aman.session.session.MongoSessionDocument.COLLECTION;
import static io.aman.session.session.MongoSessionDocument.COUNTRY;
import static io.aman.session.session.MongoSessionDocument.CREATED_AT;
import static io.aman.session.session.MongoSessionDocument.DEVICE;
import static io.aman.session.session.MongoSessionDocument.ENDED_AT;
import static io.aman.session.session.MongoSessionDocument.EXPIRES_AT;
import static io.aman.session.session.MongoSessionDocument.ID;
import static io.aman.session.session.MongoSessionDocument.LAST_ACTIVITY;
import static io.aman.session.session.MongoSessionDocument.OS;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** Reads in the collection {@code sessions}; what is one person's reads only their documents. */
final class MongoSessionLists implements SessionLists {

    private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, CREATED_AT, ID);

    private final MongoOperations mongo;
    private final SessionPolicy policy;

    MongoSessionLists(MongoOperations mongo, SessionPolicy policy) {
        this.mongo = mongo;
        this.policy = policy;
    }

    @Override
    public List<Session> live(String userId, Instant now) {
        return found(new Query(liveOf(userId, now)));
    }

    @Override
    public List<Session> live(String userId, Instant now, @Nullable Cursor after, int size) {
        return page(liveOf(userId, now), after, size);
    }

    @Override
    public List<Usage> usage(String userId, Instant since) {
        var own = where(MongoSessionDocument.USER)
                .is(userId)
                .and(CREATED_AT)
                .gte(since)
                .and(MongoSessionDocument.ACTOR)
                .exists(false);
        var grouped = Aggregation.newAggregation(
                Aggregation.match(own),
                Aggregation.group(DEVICE, BROWSER, OS, COUNTRY, CITY)
                        .count()
                        .as("count")
                        .max(LAST_ACTIVITY)
                        .as("lastSeen"));
        return mongo.aggregate(grouped, COLLECTION, Document.class).getMappedResults().stream()
                .map(MongoSessionLists::usage)
                .toList();
    }

    @Override
    public List<Session> search(Filter filter, @Nullable Cursor after, int size) {
        var asked = new ArrayList<Criteria>();
        if (filter.userId() != null) {
            asked.add(where(MongoSessionDocument.USER).is(filter.userId()));
        }
        if (filter.address() != null) {
            asked.add(where(MongoSessionDocument.ADDRESS).is(filter.address()));
        }
        if (filter.from() != null) {
            asked.add(where(CREATED_AT).gte(filter.from()));
        }
        if (filter.to() != null) {
            asked.add(where(CREATED_AT).lt(filter.to()));
        }
        return page(asked.isEmpty() ? new Criteria() : new Criteria().andOperator(asked), after, size);
    }

    /** Those over for as long as they are shown, and all of whose events are published. */
    @Override
    public long removeOver(Instant now) {
        var over = where(EXPIRES_AT)
                .lt(now.minus(MongoSessionIndexes.KEPT))
                .and(Outbox.FIELD)
                .size(0);
        return mongo.remove(new Query(over), COLLECTION).getDeletedCount();
    }

    private List<Session> page(Criteria asked, @Nullable Cursor after, int size) {
        var rest = after == null ? asked : new Criteria().andOperator(asked, after.olderBy(CREATED_AT));
        return found(new Query(rest).limit(size));
    }

    private List<Session> found(Query query) {
        return mongo.find(query.with(NEWEST_FIRST), Document.class, COLLECTION).stream()
                .map(MongoSessionDocument::session)
                .toList();
    }

    private Criteria liveOf(String userId, Instant now) {
        return where(MongoSessionDocument.USER)
                .is(userId)
                .and(ENDED_AT)
                .exists(false)
                .and(EXPIRES_AT)
                .gt(now)
                .and(LAST_ACTIVITY)
                .gt(policy.idleSince(now));
    }

    /** The server names a group by the fields that it has. */
    private static Usage usage(Document group) {
        return new Usage(
                MongoSessionDocument.client(group.get(ID, Document.class)),
                group.get("count", Number.class).longValue(),
                group.getDate("lastSeen").toInstant());
    }
}
