package io.aman.session.passkey;

import io.aman.events.Actor;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.User;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.NotingDevices;
import io.aman.session.mfa.TestFactors;
import io.aman.session.notice.TestSeals;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Passkeys in a database of their own, at a time that tests move. */
final class KeptPasskeys {

    static final Actor BY = new Actor("user:usr_1", "203.0.113.7", null);
    static final Duration LIFETIME = Duration.ofMinutes(5);

    final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("passkeys"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final FactorRecords others = TestFactors.records();
    boolean demanded;
    final List<String> forgotten = new CopyOnWriteArrayList<>();
    final MongoKeyrings keyrings;
    final MongoCeremonies ceremonies;
    final RegisterPasskey register;
    final OwnPasskeys own;
    final PasskeyCheck check;

    KeptPasskeys() {
        keyrings = new MongoKeyrings(mongo, new Outbox("session-service", Traces.none()), _ -> {}, clock);
        keyrings.declareIndexes();
        ceremonies = new MongoCeremonies(mongo, clock);
        ceremonies.declareIndexes();
        var properties = new PasskeyProperties("localhost", "Aman", Set.of("http://localhost:8080"), LIFETIME);
        var party = new RelyingParty(properties, clock);
        var events = new PasskeyEvents(TestSeals.at(clock), clock);
        var devices = new NotingDevices((userId, reason) -> forgotten.add(userId + " " + reason));
        register = new RegisterPasskey(party, ceremonies, keyrings, events, devices, LIFETIME, clock);
        own = new OwnPasskeys(
                keyrings, events, others, TestFactors.policy(() -> demanded), devices, id -> Optional.of(user(id)));
        check = new PasskeyCheck(party, ceremonies, keyrings, events, LIFETIME, clock);
    }

    static User user(String id) {
        return new User(id, EmailAddress.of(id.replace('_', '.') + "@example.com"), "Noor", "en", Set.of("USER"), true);
    }

    Passkey registered(String userId, SoftwareAuthenticator authenticator) {
        return registered(userId, authenticator.create(register.options(user(userId))));
    }

    Passkey registered(String userId, Map<String, Object> credential) {
        return register.register(userId, PasskeyName.of("Laptop"), credential, BY);
    }

    /** Types of the events that wait in the person's outbox. */
    List<String> told(String userId) {
        return Objects.requireNonNull(mongo.findById(userId, Document.class, MongoKeyrings.COLLECTION))
                .getList(Outbox.FIELD, Document.class)
                .stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }
}
