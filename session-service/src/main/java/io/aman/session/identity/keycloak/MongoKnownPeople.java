package io.aman.session.identity.keycloak;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.DomainEvent;
import io.aman.events.Topics;
import io.aman.events.UserEvent;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Who of Keycloak's people is known here, in the collection {@code keycloakPeople}: a user's id follows from the issuer
 * and the subject, and leads back to it.
 */
final class MongoKnownPeople {

    static final String COLLECTION = "keycloakPeople";

    private static final Duration BETWEEN_NOTICES = Duration.ofHours(1);
    private static final String NEXT_NOTICE = "nextRepeatNoticeAt";
    private static final String SUBJECT = "subject";

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final String issuer;
    private final Clock clock;

    /** @param written told the id of each person whose outbox was filled */
    MongoKnownPeople(MongoOperations mongo, Outbox outbox, Consumer<String> written, String issuer, Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.issuer = issuer;
        this.clock = clock;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(SUBJECT, Sort.Direction.ASC).unique());
    }

    /** Nobody else's, here or at another issuer (ASVS 6.8.1). */
    String idOf(String subject) {
        return Ids.derived("usr_", qualified(subject));
    }

    /** Empty for whoever was never seen here. */
    Optional<String> subjectOf(String userId) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("_id").is(userId)), Document.class, COLLECTION))
                .map(document -> document.getString(SUBJECT))
                .filter(subject -> subject.startsWith(qualified("")))
                .map(subject -> subject.substring(qualified("").length()));
    }

    /** Remembers a person; one who was never seen before is told of in the same write. */
    String remember(KeycloakPeopleClient.Entry person) {
        var id = idOf(person.subject());
        if (subjectOf(id).isEmpty()) {
            add(id, person, clock.instant());
        }
        return id;
    }

    private void add(String id, KeycloakPeopleClient.Entry person, Instant now) {
        var registered = new UserEvent.Registered(id, person.email().value(), person.name(), person.language());
        try {
            mongo.insert(
                    new Document("_id", id)
                            .append("version", 0L)
                            .append(SUBJECT, qualified(person.subject()))
                            .append("createdAt", now)
                            .append(NEXT_NOTICE, now)
                            .append(Outbox.FIELD, outbox.entries(List.of(event(id, now, registered)))),
                    COLLECTION);
            written.accept(id);
        } catch (DuplicateKeyException _) {
            // seen by another instance in this moment
        }
    }

    /** Tells the owner that somebody registered their address again; at most once an hour, whoever tries how often. */
    void tellRepeated(String userId) {
        var now = clock.instant();
        var due = Query.query(where("_id").is(userId).and(NEXT_NOTICE).lte(now));
        var change = new Update().set(NEXT_NOTICE, now.plus(BETWEEN_NOTICES)).inc("version", 1);
        outbox.append(change, List.of(event(userId, now, new UserEvent.RegistrationRepeated(userId))));
        if (mongo.updateFirst(due, change, COLLECTION).getMatchedCount() == 1) {
            written.accept(userId);
        }
    }

    private String qualified(String subject) {
        return issuer + "|" + subject;
    }

    private static OutboxEvent event(String userId, Instant now, DomainEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, now, event);
    }
}
