package io.aman.session.session;

import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.LoginEvent;
import io.aman.events.RevocationEvent;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.session.session.Session.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

/** Sessions in the collection {@code sessions}; every change is one conditional update that carries its events. */
final class MongoSessions implements Sessions {

    static final String COLLECTION = "sessions";

    /** How long the record of a past session is kept, where the database clears up. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Revocations revocations;
    private final Clock clock;

    /** @param written told the id of each session whose outbox was filled */
    MongoSessions(
            MongoOperations mongo, Outbox outbox, Consumer<String> written, Revocations revocations, Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.revocations = revocations;
        this.clock = clock;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index("purgeAt", Sort.Direction.ASC).expire(Duration.ZERO));
    }

    @Override
    public void start(Session session, SignIn signIn) {
        var origin = session.origin();
        var document = new Document("_id", session.id())
                .append("userId", session.userId())
                .append("status", session.status().name())
                .append("counter", session.counter())
                .append("generation", session.generation())
                .append("createdAt", session.createdAt())
                .append("expiresAt", session.expiresAt())
                .append("lastActivity", session.lastActivity())
                .append("address", origin.address())
                .append("userAgent", origin.userAgent())
                .append("proof", document(session.proof()))
                .append("purgeAt", session.expiresAt().plus(KEPT))
                .append(Outbox.FIELD, outbox.entries(started(session, signIn)));
        mongo.insert(document, COLLECTION);
        written.accept(session.id());
    }

    @Override
    public Optional<Session> find(String sessionId) {
        return Optional.ofNullable(mongo.findOne(Query.query(byId(sessionId)), Document.class, COLLECTION))
                .map(MongoSessions::session);
    }

    @Override
    public boolean rotate(String sessionId, long presented, Instant now) {
        var current = Query.query(alive(sessionId).and("counter").is(presented));
        var change =
                new Update().set("counter", presented + 1).set("rotatedAt", now).max("lastActivity", now);
        return mongo.updateFirst(current, change, COLLECTION).getMatchedCount() == 1;
    }

    @Override
    public boolean end(String sessionId, EndReason reason, Actor by) {
        var userId = find(sessionId).map(Session::userId);
        if (userId.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        var change = new Update()
                .set("status", Status.ENDED.name())
                .set("endedAt", now)
                .set("endReason", reason.code());
        outbox.append(change, ended(sessionId, userId.get(), reason, by, now));
        var ended = mongo.updateFirst(Query.query(alive(sessionId)), change, COLLECTION)
                        .getMatchedCount()
                == 1;
        if (ended) {
            written.accept(sessionId);
        }
        return ended;
    }

    private static List<OutboxEvent> started(Session session, SignIn signIn) {
        var at = session.createdAt();
        var origin = session.origin();
        return List.of(
                event(
                        session.id(),
                        Topics.LOGINS,
                        signIn.accountKey(),
                        at,
                        new LoginEvent.Succeeded(
                                signIn.attemptId(),
                                signIn.accountKey(),
                                session.userId(),
                                session.id(),
                                origin.address(),
                                origin.userAgent(),
                                at,
                                null)),
                event(
                        session.id(),
                        Topics.SESSIONS,
                        session.userId(),
                        at,
                        new SessionEvent.Started(
                                session.id(),
                                session.userId(),
                                origin.address(),
                                origin.userAgent(),
                                session.expiresAt(),
                                null,
                                null)));
    }

    /** The revocation first: it is the one somebody waits for. */
    private List<OutboxEvent> ended(String sessionId, String userId, EndReason reason, Actor by, Instant now) {
        return List.of(
                revocations.of(new RevocationEvent.Session(sessionId, revocations.forgetAfter(now)), now),
                event(
                        sessionId,
                        Topics.SESSIONS,
                        userId,
                        now,
                        new SessionEvent.Ended(sessionId, userId, reason.code(), by)));
    }

    /** A session tells each kind of event once in its life. */
    private static OutboxEvent event(String sessionId, String topic, String key, Instant at, DomainEvent event) {
        var id = Ids.derived("evt_", sessionId + "/" + EventCodec.typeOf(event));
        return new OutboxEvent(id, topic, key, at, event);
    }

    private static Criteria byId(String sessionId) {
        return Criteria.where("_id").is(sessionId);
    }

    private static Criteria alive(String sessionId) {
        return byId(sessionId).and("status").is(Status.ACTIVE.name());
    }

    private static Session session(Document document) {
        return new Session(
                document.getString("_id"),
                document.getString("userId"),
                Status.valueOf(document.getString("status")),
                document.getLong("counter"),
                instant(document.getDate("rotatedAt")),
                document.getLong("generation"),
                document.getDate("createdAt").toInstant(),
                document.getDate("expiresAt").toInstant(),
                document.getDate("lastActivity").toInstant(),
                new Origin(document.getString("address"), document.getString("userAgent")),
                proof(document.get("proof", Document.class)));
    }

    private static Document document(Proof proof) {
        return new Document("at", proof.at())
                .append("methods", proof.methods())
                .append("actor", proof.actor())
                .append("identitySession", proof.identitySession());
    }

    private static Proof proof(Document document) {
        return new Proof(
                document.getDate("at").toInstant(),
                document.getList("methods", String.class),
                document.getString("actor"),
                document.getString("identitySession"));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
