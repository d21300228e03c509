package io.aman.session.session;

import io.aman.events.Actor;
import io.aman.events.ClientFacts;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.security.Caller;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Sessions and people in a database of their own, at a time that tests move. */
final class Stored {

    static final Actor BY = new Actor("user:usr_1", "203.0.113.7", null);

    final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("sessions"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final SessionPolicy policy;
    final Sessions sessions;
    final People people;
    final SessionLists lists;
    ClientFacts client = Clients.NOTHING;

    Stored() {
        this(Policies.PRODUCT);
    }

    Stored(SessionPolicy policy) {
        this.policy = policy;
        var outbox = new Outbox("session-service", Traces.none());
        var revocations = new Revocations(Duration.ofMinutes(5));
        MongoSessionIndexes.declare(mongo);
        sessions = new MongoSessions(mongo, outbox, _ -> {}, new SessionEvents(revocations), _ -> client, clock);
        people = new MongoPeople(mongo, outbox, _ -> {}, revocations, clock);
        lists = new MongoSessionLists(mongo, policy);
    }

    OwnSession own() {
        return new OwnSession(sessions, people, policy, clock);
    }

    Session started(String userId) {
        return started(userId, Proof.password(clock.instant()));
    }

    Session started(String userId, Proof proof) {
        var session =
                Session.start(people.of(userId), new Origin("203.0.113.7", "a browser"), proof, policy.lifetime());
        sessions.start(session, new Sessions.SignIn("att_1", "a-key"));
        return session;
    }

    Session read(String id) {
        return sessions.find(id).orElseThrow();
    }

    boolean isLive(Session session) {
        return read(session.id()).isLive(people.of(session.userId()), policy, clock.instant());
    }

    Caller caller(Session session, String... permissions) {
        return new Caller(
                session.userId(),
                session.id(),
                Set.of(permissions),
                "203.0.113.7",
                session.proof().at(),
                session.proof().actor());
    }

    /** Types of the events that wait in a document's outbox. */
    List<String> told(String collection, String id) {
        return mongo.findById(id, Document.class, collection).getList(Outbox.FIELD, Document.class).stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }

    Instant now() {
        return clock.instant();
    }
}
