package io.aman.notification.webhook.message;

import static io.aman.notification.webhook.message.MongoMessageDocument.ABOUT;
import static io.aman.notification.webhook.message.MongoMessageDocument.ATTEMPTS;
import static io.aman.notification.webhook.message.MongoMessageDocument.BODY;
import static io.aman.notification.webhook.message.MongoMessageDocument.CREATED;
import static io.aman.notification.webhook.message.MongoMessageDocument.ENDPOINT;
import static io.aman.notification.webhook.message.MongoMessageDocument.ID;
import static io.aman.notification.webhook.message.MongoMessageDocument.KEPT_UNTIL;
import static io.aman.notification.webhook.message.MongoMessageDocument.MADE;
import static io.aman.notification.webhook.message.MongoMessageDocument.NEXT_ATTEMPT;
import static io.aman.notification.webhook.message.MongoMessageDocument.REASON;
import static io.aman.notification.webhook.message.MongoMessageDocument.STATE;
import static io.aman.notification.webhook.message.MongoMessageDocument.TRIES;
import static io.aman.notification.webhook.message.MongoMessageDocument.WAITING_SINCE;

import io.aman.events.Actor;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.webhook.message.Message.Attempt;
import io.aman.notification.webhook.message.Message.State;
import io.aman.platform.page.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Messages; who has the endpoint's lane sends them, and settles each by its count of attempts. */
@Repository
class MongoMessages implements PersonalData {

    static final String COLLECTION = "webhook_messages";

    private static final int MOST_MADE = 30;
    private static final int SWEPT_AT_ONCE = 10_000;
    private static final Date EVER = Date.from(Instant.EPOCH);

    private final MongoOperations mongo;

    MongoMessages(MongoOperations mongo) {
        this.mongo = mongo;
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(ENDPOINT, Sort.Direction.ASC).on(NEXT_ATTEMPT, Sort.Direction.ASC));
        indexes.createIndex(new Index(ENDPOINT, Sort.Direction.ASC)
                .on(CREATED, Sort.Direction.DESC)
                .on(ID, Sort.Direction.DESC));
        indexes.createIndex(new Index(ENDPOINT, Sort.Direction.ASC)
                .on(STATE, Sort.Direction.ASC)
                .on(CREATED, Sort.Direction.DESC)
                .on(ID, Sort.Direction.DESC));
        indexes.createIndex(new Index(WAITING_SINCE, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(KEPT_UNTIL, Sort.Direction.ASC));
        indexes.createIndex(new Index(ABOUT, Sort.Direction.ASC));
    }

    /** Adds a message; changes nothing when there is one of that id already. */
    void add(Message message, Duration kept) {
        try {
            mongo.insert(MongoMessageDocument.of(message, message.createdAt().plus(kept)), COLLECTION);
        } catch (DuplicateKeyException _) {
            // the event came before; the message may even be delivered
        }
    }

    List<Message> due(String endpointId, Instant now, int limit) {
        var due = Criteria.where(ENDPOINT).is(endpointId).and(NEXT_ATTEMPT).lte(Date.from(now));
        return found(
                Query.query(due).with(Sort.by(Sort.Direction.ASC, NEXT_ATTEMPT)).limit(limit));
    }

    /** When the next message of an endpoint is due. */
    Optional<Instant> earliest(String endpointId) {
        var next = Query.query(waiting(endpointId)).with(Sort.by(Sort.Direction.ASC, NEXT_ATTEMPT));
        next.fields().include(NEXT_ATTEMPT);
        return Optional.ofNullable(mongo.findOne(next, Document.class, COLLECTION))
                .map(document -> document.getDate(NEXT_ATTEMPT).toInstant());
    }

    private static Criteria waiting(String endpointId) {
        return Criteria.where(ENDPOINT).is(endpointId).and(NEXT_ATTEMPT).gt(EVER);
    }

    /** @return false when somebody else has settled it, or tried it meanwhile */
    boolean delivered(Message message, Attempt attempt) {
        return tried(message, attempt, settled(State.DELIVERED).unset(REASON));
    }

    /** Gives it back to be tried at {@code next}; returns as {@link #delivered}. */
    boolean deferred(Message message, Attempt attempt, Instant next) {
        return tried(
                message,
                attempt,
                new Update().set(NEXT_ATTEMPT, Date.from(next)).set(REASON, attempt.outcome()));
    }

    /** Gives it up; returns as {@link #delivered}. */
    boolean failed(Message message, Attempt attempt) {
        return tried(message, attempt, settled(State.FAILED).set(REASON, attempt.outcome()));
    }

    private boolean tried(Message message, Attempt attempt, Update outcome) {
        var current = Criteria.where(ID)
                .is(message.id())
                .and(ATTEMPTS)
                .is(message.attempts())
                .and(NEXT_ATTEMPT)
                .exists(true);
        outcome.inc(ATTEMPTS, 1).inc(TRIES, 1);
        outcome.push(MADE).slice(-MOST_MADE).each(MongoMessageDocument.of(attempt));
        return mongo.updateFirst(Query.query(current), outcome, COLLECTION).getMatchedCount() == 1;
    }

    private static Update settled(State state) {
        return new Update().set(STATE, state.name()).unset(NEXT_ATTEMPT).unset(WAITING_SINCE);
    }

    /** Gives up all of an endpoint that wait. */
    void failAllOf(String endpointId, String reason) {
        mongo.updateMulti(
                Query.query(waiting(endpointId)), settled(State.FAILED).set(REASON, reason), COLLECTION);
    }

    void removeAllOf(String endpointId) {
        mongo.remove(Query.query(Criteria.where(ENDPOINT).is(endpointId)), COLLECTION);
    }

    /** Sends a settled one again; one that waits goes on waiting. */
    void restart(String endpointId, String id, Instant now, Duration kept) {
        var settled = Criteria.where(ID)
                .is(id)
                .and(ENDPOINT)
                .is(endpointId)
                .and(STATE)
                .in(State.DELIVERED.name(), State.FAILED.name());
        mongo.updateFirst(Query.query(settled), restarted(now, kept), COLLECTION);
    }

    /** Sends all again that failed and were made since then. */
    void restartFailed(String endpointId, Instant since, Instant now, Duration kept) {
        var failed = Criteria.where(ENDPOINT)
                .is(endpointId)
                .and(STATE)
                .is(State.FAILED.name())
                .and(CREATED)
                .gte(Date.from(since));
        mongo.updateMulti(Query.query(failed), restarted(now, kept), COLLECTION);
    }

    private static Update restarted(Instant now, Duration kept) {
        return new Update()
                .set(STATE, State.WAITING.name())
                .set(TRIES, 0)
                .set(NEXT_ATTEMPT, Date.from(now))
                .set(WAITING_SINCE, Date.from(now))
                .set(KEPT_UNTIL, Date.from(now.plus(kept)));
    }

    Optional<Message> find(String endpointId, String id) {
        var one = Criteria.where(ID).is(id).and(ENDPOINT).is(endpointId);
        return found(Query.query(one)).stream().findFirst();
    }

    /** Those of an endpoint, the newest first. */
    List<Message> page(String endpointId, @Nullable State state, @Nullable Cursor after, int limit) {
        var wanted = Criteria.where(ENDPOINT).is(endpointId);
        if (state != null) {
            wanted = wanted.and(STATE).is(state.name());
        }
        if (after != null) {
            wanted = wanted.andOperator(after.olderBy(CREATED));
        }
        return found(Query.query(wanted)
                .with(Sort.by(Sort.Direction.DESC, CREATED, ID))
                .limit(limit));
    }

    private List<Message> found(Query query) {
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(MongoMessageDocument::message)
                .toList();
    }

    /** Forgets what messages say of a person. */
    @Override
    public void forget(String userId, Actor by) {
        var erased = settled(State.ERASED).unset(BODY).unset(ABOUT).set(REASON, "erased");
        mongo.updateMulti(Query.query(Criteria.where(ABOUT).is(userId)), erased, COLLECTION);
    }

    void sweep(Instant now) {
        var query = Query.query(Criteria.where(KEPT_UNTIL).lte(Date.from(now))).limit(SWEPT_AT_ONCE);
        query.fields().include(ID);
        var over = mongo.find(query, Document.class, COLLECTION).stream()
                .map(found -> found.getString(ID))
                .toList();
        mongo.remove(Query.query(Criteria.where(ID).in(over)), COLLECTION);
    }

    /** Since when the oldest of those waits that are neither delivered nor given up. */
    Optional<Instant> oldestWaiting() {
        var oldest = Query.query(Criteria.where(WAITING_SINCE).exists(true))
                .with(Sort.by(Sort.Direction.ASC, WAITING_SINCE));
        oldest.fields().include(WAITING_SINCE);
        return Optional.ofNullable(mongo.findOne(oldest, Document.class, COLLECTION))
                .map(document -> document.getDate(WAITING_SINCE).toInstant());
    }
}
