package io.aman.session.session;

import static io.aman.session.session.MongoSessionDocument.COLLECTION;

import io.aman.events.AccessEvent;
import io.aman.events.Actor;
import io.aman.events.SessionEvent;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Sessions in the collection {@code sessions}; every change is one conditional update that carries its events. */
final class MongoSessions implements Sessions {

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final SessionEvents events;
    private final Clients clients;
    private final Clock clock;

    /** @param written told the id of each session whose outbox was filled */
    MongoSessions(
            MongoOperations mongo,
            Outbox outbox,
            Consumer<String> written,
            SessionEvents events,
            Clients clients,
            Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.events = events;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public void start(Session session, SignIn signIn) {
        store(session, seen -> events.started(seen, signIn));
    }

    @Override
    public void start(Session session, AccessEvent.UserImpersonated told) {
        store(session, seen -> events.impersonated(seen, told));
    }

    private void store(Session session, Function<Session, List<OutboxEvent>> telling) {
        var seen = session.seenAs(clients.of(session.origin()));
        var told = outbox.entries(telling.apply(seen));
        mongo.insert(MongoSessionDocument.of(seen).append(Outbox.FIELD, told), COLLECTION);
        written.accept(session.id());
    }

    @Override
    public Optional<Session> find(String sessionId) {
        return Optional.ofNullable(mongo.findOne(Query.query(byId(sessionId)), Document.class, COLLECTION))
                .map(MongoSessionDocument::session);
    }

    @Override
    public boolean rotate(String sessionId, long presented, Instant now) {
        var current = notEnded(sessionId).and(MongoSessionDocument.COUNTER).is(presented);
        var change = new Update()
                .set(MongoSessionDocument.COUNTER, presented + 1)
                .set(MongoSessionDocument.ROTATED_AT, now)
                .max(MongoSessionDocument.LAST_ACTIVITY, now);
        return changed(current, change);
    }

    @Override
    public boolean end(String sessionId, EndReason reason, Actor by) {
        var now = clock.instant();
        var change = new Update()
                .set(MongoSessionDocument.ENDED_AT, now)
                .set(MongoSessionDocument.END_REASON, reason.code());
        return told(sessionId, notEnded(sessionId), change, session -> events.ended(session, reason, by, now));
    }

    @Override
    public boolean reauthenticate(String sessionId, Proof proof, SignIn signIn, Actor by) {
        var change = new Update()
                .set(MongoSessionDocument.PROVED_AT, proof.at())
                .set(MongoSessionDocument.METHODS, MongoSessionDocument.methods(proof));
        return told(
                sessionId,
                notEnded(sessionId),
                change,
                session -> events.reauthenticated(session, signIn, by, clock.instant()));
    }

    @Override
    public boolean extend(String sessionId, Instant from, Instant to, Actor by) {
        var unmoved = notEnded(sessionId).and(MongoSessionDocument.EXPIRES_AT).is(from);
        return told(
                sessionId,
                unmoved,
                new Update().set(MongoSessionDocument.EXPIRES_AT, to),
                session -> List.of(
                        events.told(new SessionEvent.Extended(sessionId, session.userId(), to, by), clock.instant())));
    }

    @Override
    public List<Session> notEndedOf(String userId) {
        return notEndedOf(MongoSessionDocument.USER, userId);
    }

    @Override
    public List<Session> actedIn(String actorId) {
        return notEndedOf(MongoSessionDocument.ACTOR, actorId);
    }

    @Override
    public List<Session> vouchedForBy(String identitySession) {
        return notEndedOf(MongoSessionDocument.IDENTITY_SESSION, identitySession);
    }

    private List<Session> notEndedOf(String field, String value) {
        var query = Query.query(Criteria.where(field)
                .is(value)
                .and(MongoSessionDocument.ENDED_AT)
                .exists(false)
                .and(MongoSessionDocument.EXPIRES_AT)
                .gt(clock.instant()));
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(MongoSessionDocument::session)
                .toList();
    }

    /** A change and what it tells, in one write. */
    private boolean told(
            String sessionId, Criteria condition, Update change, Function<Session, List<OutboxEvent>> telling) {
        var session = find(sessionId);
        if (session.isEmpty()) {
            return false;
        }
        outbox.append(change, telling.apply(session.get()));
        var changed = changed(condition, change);
        if (changed) {
            written.accept(sessionId);
        }
        return changed;
    }

    private boolean changed(Criteria condition, Update change) {
        return mongo.updateFirst(Query.query(condition), change, COLLECTION).getMatchedCount() == 1;
    }

    private static Criteria byId(String sessionId) {
        return Criteria.where(MongoSessionDocument.ID).is(sessionId);
    }

    private static Criteria notEnded(String sessionId) {
        return byId(sessionId).and(MongoSessionDocument.ENDED_AT).exists(false);
    }
}
