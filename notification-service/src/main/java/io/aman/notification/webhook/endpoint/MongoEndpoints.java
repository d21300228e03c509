package io.aman.notification.webhook.endpoint;

import static io.aman.notification.webhook.endpoint.MongoEndpointDocument.COLLECTION;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Endpoints; what is done to one is one conditional update that carries its record and what it tells. */
@Repository
public class MongoEndpoints {

    private static final int MOST_CHANGES = 100;
    private static final int MOST_ASKED = 50;

    private final MongoOperations mongo;
    private final Outbox outbox;

    MongoEndpoints(MongoOperations mongo, Outbox outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(MongoEndpointDocument.HEARS, Sort.Direction.ASC)
                .on(MongoEndpointDocument.CREATED, Sort.Direction.DESC)
                .on(MongoEndpointDocument.ID, Sort.Direction.DESC));
        indexes.createIndex(new Index(MongoEndpointDocument.SLOT, Sort.Direction.ASC)
                .unique()
                .sparse());
        indexes.createIndex(new Index(MongoEndpointDocument.OWNER, Sort.Direction.ASC));
        indexes.createIndex(new Index(MongoEndpointDocument.DELETED_AT, Sort.Direction.ASC).sparse());
    }

    /** @return false when the slot is taken */
    boolean add(Endpoint endpoint, int slot, Change change) {
        try {
            mongo.insert(
                    MongoEndpointDocument.of(endpoint, slot)
                            .append(MongoEndpointDocument.CHANGES, List.of(MongoEndpointDocument.change(change))),
                    COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** Empty for a deleted one as for one that never was. */
    Optional<Endpoint> find(String id) {
        return document(id).map(MongoEndpointDocument::endpoint);
    }

    List<Change> changes(String id) {
        return document(id).map(MongoEndpointDocument::changes).orElse(List.of());
    }

    private Optional<Document> document(String id) {
        var kept = Criteria.where(MongoEndpointDocument.ID)
                .is(id)
                .and(MongoEndpointDocument.DELETED_AT)
                .exists(false);
        return Optional.ofNullable(mongo.findOne(Query.query(kept), Document.class, COLLECTION));
    }

    /** Those of a user's own events, the newest first. */
    List<Endpoint> ofOwner(String userId) {
        return hearing(List.of(userId));
    }

    /** Those of everybody's events, the newest first. */
    List<Endpoint> ofOperators() {
        return hearing(List.of(MongoEndpointDocument.EVERYBODY));
    }

    /** Those that may hear of events of these users, or of nobody's in particular, enabled or not. */
    public List<Endpoint> hearingOf(Collection<String> owners) {
        return hearing(Stream.concat(Stream.of(MongoEndpointDocument.EVERYBODY), owners.stream())
                .distinct()
                .toList());
    }

    private List<Endpoint> hearing(List<String> whom) {
        var hearing = whom.size() == 1
                ? Criteria.where(MongoEndpointDocument.HEARS).is(whom.getFirst())
                : Criteria.where(MongoEndpointDocument.HEARS).in(whom);
        var newestFirst = Query.query(hearing);
        if (whom.size() == 1) {
            newestFirst.with(Sort.by(Sort.Direction.DESC, MongoEndpointDocument.CREATED, MongoEndpointDocument.ID));
        }
        return mongo.find(newestFirst, Document.class, COLLECTION).stream()
                .map(MongoEndpointDocument::endpoint)
                .toList();
    }

    /** Those that a user made, for everybody's events too. */
    List<Endpoint> madeBy(String userId) {
        var made = Criteria.where(MongoEndpointDocument.OWNER).is(userId);
        return mongo.find(Query.query(made), Document.class, COLLECTION).stream()
                .filter(document -> !document.containsKey(MongoEndpointDocument.DELETED_AT))
                .map(MongoEndpointDocument::endpoint)
                .toList();
    }

    /**
     * Writes what its owner may change, and lets its lane look at it.
     *
     * @return false when somebody else has changed it since it was read
     */
    boolean change(Endpoint before, Endpoint after, Change change, List<OutboxEvent> events) {
        var update = told(change, events)
                .set(MongoEndpointDocument.OWNER, after.owner())
                .set(MongoEndpointDocument.URL, after.url().toString())
                .set(MongoEndpointDocument.DESCRIPTION, after.description())
                .set(MongoEndpointDocument.TYPES, List.copyOf(after.types()))
                .set(MongoEndpointDocument.SECRETS, MongoEndpointDocument.secrets(after.secrets()))
                .set(MongoEndpointDocument.DISABLED_BECAUSE, after.disabledBecause())
                .set(MongoEndpointDocument.DISABLED_AT, MongoEndpointDocument.date(after.disabledAt()))
                .set(MongoEndpointDocument.FAILURES, after.failures())
                .set(MongoEndpointDocument.FAILING_SINCE, MongoEndpointDocument.date(after.failingSince()))
                .min(MongoEndpointDocument.WORK_AT, Date.from(change.at()));
        return changed(unchanged(before), update);
    }

    /** Forgets address, secrets and texts at once; its lane throws the messages away. Returns as {@link #change}. */
    boolean delete(Endpoint before, Change change) {
        var update = told(change, List.of())
                .set(MongoEndpointDocument.DELETED_AT, Date.from(change.at()))
                .min(MongoEndpointDocument.WORK_AT, Date.from(change.at()));
        for (var field : List.of(
                MongoEndpointDocument.HEARS,
                MongoEndpointDocument.SLOT,
                MongoEndpointDocument.URL,
                MongoEndpointDocument.DESCRIPTION,
                MongoEndpointDocument.SECRETS)) {
            update.unset(field);
        }
        return changed(unchanged(before), update);
    }

    /** @return false when too many wait, or the endpoint is not enabled any more */
    boolean ask(String id, Ask ask, Change change) {
        var enabled = Criteria.where(MongoEndpointDocument.ID)
                .is(id)
                .and(MongoEndpointDocument.DELETED_AT)
                .exists(false)
                .and(MongoEndpointDocument.DISABLED_BECAUSE)
                .is(null)
                .and("%s.%d".formatted(MongoEndpointDocument.ASKED, MOST_ASKED - 1))
                .exists(false);
        var update = record(new Update(), change)
                .addToSet(MongoEndpointDocument.ASKED, MongoLanes.document(ask))
                .min(MongoEndpointDocument.WORK_AT, Date.from(change.at()));
        return changed(enabled, update);
    }

    /** Forgets those of which was told that they were deleted, and that long ago. */
    void sweep(Instant deletedBefore) {
        Outbox.removeTold(
                mongo, Criteria.where(MongoEndpointDocument.DELETED_AT).lte(Date.from(deletedBefore)), COLLECTION);
    }

    private static Criteria unchanged(Endpoint before) {
        return Criteria.where(MongoEndpointDocument.ID)
                .is(before.id())
                .and(MongoEndpointDocument.DELETED_AT)
                .exists(false)
                .and(MongoEndpointDocument.VERSION)
                .is(before.version());
    }

    private Update told(Change change, List<OutboxEvent> events) {
        return outbox.append(record(new Update(), change).inc(MongoEndpointDocument.VERSION, 1), events);
    }

    static Update record(Update update, Change change) {
        update.push(MongoEndpointDocument.CHANGES).slice(-MOST_CHANGES).each(MongoEndpointDocument.change(change));
        return update;
    }

    private boolean changed(Criteria condition, Update update) {
        return mongo.updateFirst(Query.query(condition), update, COLLECTION).getMatchedCount() == 1;
    }
}
