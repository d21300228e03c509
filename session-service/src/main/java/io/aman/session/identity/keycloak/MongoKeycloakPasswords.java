package io.aman.session.identity.keycloak;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.DomainEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * What is known here of passwords that Keycloak keeps, in the documents of {@link MongoKnownPeople}: hashes of those that
 * were set by us, their age, and the change that is under way.
 *
 * <p>A change is claimed before Keycloak is asked, and settled after: the claim carries what is to be told, so that
 * whoever finds it after a crash, and sees that Keycloak has done it, tells it.
 */
final class MongoKeycloakPasswords {

    private static final String COLLECTION = MongoKnownPeople.COLLECTION;
    private static final String CLAIM = "passwordClaim";
    private static final String CHANGED_AT = "passwordChangedAt";
    private static final String RECORDS = "passwordRecords";
    private static final String TOLD_DAYS = "passwordAgeToldDays";

    /** Many times longer than a question to Keycloak may take. */
    private static final Duration CLAIMED = Duration.ofMinutes(1);

    /**
     * A change that is under way, or was when its instance stopped.
     *
     * @param over the mark of the password that it replaces
     * @param records what the document remembers once it is done, newest first
     * @param told the outbox entry
     */
    record Claim(String id, String over, Instant until, List<String> records, Document told) {

        @Override
        public String toString() {
            return "Claim[" + id + "]";
        }
    }

    /** @param records hashes of passwords that were set by us, newest first */
    record Known(
            List<String> records,
            @Nullable Instant changedAt,
            @Nullable Claim claim) {

        @Override
        public String toString() {
            return "Known[" + changedAt + "]";
        }
    }

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Clock clock;

    /** @param written told the id of each person whose outbox was filled */
    MongoKeycloakPasswords(MongoOperations mongo, Outbox outbox, Consumer<String> written, Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.clock = clock;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(CHANGED_AT, Sort.Direction.ASC).on(TOLD_DAYS, Sort.Direction.ASC));
    }

    Known of(String userId) {
        var document = mongo.findOne(Query.query(where("_id").is(userId)), Document.class, COLLECTION);
        if (document == null) {
            return new Known(List.of(), null, null);
        }
        var claim = document.get(CLAIM, Document.class);
        return new Known(
                document.getList(RECORDS, String.class, List.of()),
                instant(document.getDate(CHANGED_AT)),
                claim == null ? null : claim(claim));
    }

    /** How old somebody's password is. */
    record Dated(String userId, Instant changedAt) {}

    /** Claims the change, unless somebody else has it; empty then. */
    Optional<Claim> claim(String userId, String over, List<String> records, DomainEvent told) {
        var now = clock.instant();
        var entry = outbox.entries(List.of(event(userId, now, told))).getFirst();
        var claim = new Claim(Ids.random("clm_"), over, now.plus(CLAIMED), records, entry);
        var document = new Document("id", claim.id)
                .append("over", over)
                .append("until", claim.until)
                .append("records", records)
                .append("told", entry);
        var free = where("_id").is(userId).and(CLAIM).isNull();
        var change = new Update().set(CLAIM, document).inc("version", 1);
        return update(free, change) ? Optional.of(claim) : Optional.empty();
    }

    /** Keycloak has not done it. */
    void release(String userId, Claim claim) {
        update(own(userId, claim), new Update().unset(CLAIM).inc("version", 1));
    }

    /** Keycloak has done it: tells it, in the write that ends the claim. */
    void settle(String userId, Claim claim, Instant changedAt) {
        var change = new Update()
                .set(RECORDS, claim.records)
                .set(CHANGED_AT, changedAt)
                .unset(TOLD_DAYS)
                .unset(CLAIM)
                .inc("version", 1);
        change.push(Outbox.FIELD).each(claim.told);
        if (update(own(userId, claim), change)) {
            written.accept(userId);
        }
    }

    /** Remembers how old it is, where that is not known or was changed at Keycloak itself. */
    void age(String userId, @Nullable Instant known, Instant changedAt) {
        var unchanged = where("_id").is(userId).and(CHANGED_AT).is(known);
        update(
                unchanged,
                new Update().set(CHANGED_AT, changedAt).unset(TOLD_DAYS).inc("version", 1));
    }

    /** The ids of some, and the age of their passwords; as {@code PasswordDirectory.aging}. */
    List<Dated> aging(Instant setAfter, Instant setBefore, int days, int limit) {
        var due = where(CHANGED_AT).gt(setAfter).lte(setBefore);
        var query = Query.query(new Criteria().andOperator(due, untold(days))).limit(limit);
        query.fields().include(CHANGED_AT);
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(document -> new Dated(
                        document.getString("_id"), document.getDate(CHANGED_AT).toInstant()))
                .toList();
    }

    /** @param told null where there is nobody to tell */
    boolean tellOnce(String userId, Instant changedAt, int days, @Nullable DomainEvent told) {
        var same = where("_id").is(userId).and(CHANGED_AT).is(changedAt);
        var change = new Update().set(TOLD_DAYS, days).inc("version", 1);
        var events = new ArrayList<OutboxEvent>();
        if (told != null) {
            events.add(event(userId, clock.instant(), told));
        }
        outbox.append(change, events);
        if (!update(new Criteria().andOperator(same, untold(days)), change)) {
            return false;
        }
        written.accept(userId);
        return true;
    }

    private static Criteria untold(int days) {
        return new Criteria()
                .orOperator(where(TOLD_DAYS).isNull(), where(TOLD_DAYS).gt(days));
    }

    private static Criteria own(String userId, Claim claim) {
        return where("_id").is(userId).and(CLAIM + ".id").is(claim.id);
    }

    private boolean update(Criteria unchanged, Update change) {
        return mongo.updateFirst(Query.query(unchanged), change, COLLECTION).getMatchedCount() == 1;
    }

    private static Claim claim(Document document) {
        return new Claim(
                document.getString("id"),
                document.getString("over"),
                document.getDate("until").toInstant(),
                document.getList("records", String.class),
                document.get("told", Document.class));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static OutboxEvent event(String userId, Instant now, DomainEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, now, event);
    }
}
