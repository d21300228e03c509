package io.aman.session.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventCodec;
import io.aman.events.RecoveryEvent;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.write.Change.Rule;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.NotingDevices;
import io.aman.session.mfa.TestFactors;
import io.aman.session.notice.TestSeals;
import io.aman.session.passkey.TestPasskeys;
import io.aman.session.session.EndReason;
import io.aman.session.session.OneUse;
import io.aman.session.session.People;
import io.aman.session.session.Person;
import io.aman.session.session.Session;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Somebody without their second factors, and what removing them does to others. */
abstract class LostFactors {

    static final Actor ADMIN = new Actor("user:usr_admin", "203.0.113.9", "seen with their passport");
    static final Duration WAIT = Duration.ofDays(1);
    static final Duration LIFETIME = Duration.ofDays(2);
    static final String HERE = "203.0.113.7";

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("recoveries"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final MongoRecoveries recoveries =
            new MongoRecoveries(mongo, new Outbox("session-service", Traces.none()), _ -> {});
    final TestPasskeys passkeys = new TestPasskeys(mongo, clock);
    final List<String> done = new CopyOnWriteArrayList<>();
    boolean breaksOff;
    final RemoveFactors factors = new RemoveFactors(
            passkeys.remove(),
            new Records(),
            new NotingDevices((userId, reason) -> done.add("devices " + userId + " " + reason)),
            new Ended(),
            TestSeals.at(clock),
            clock);
    final Recover recover = new Recover(
            recoveries,
            factors,
            TestSeals.at(clock),
            new PublicUrl(URI.create("https://aman.example")),
            new RecoveryProperties(WAIT, LIFETIME),
            clock);

    @BeforeEach
    void somebodyWithAPasskey() {
        recoveries.declareIndexes();
        passkeys.add("usr_1", clock);
    }

    Secret token() {
        return token("usr_1");
    }

    /** What stands in the link of the last message. */
    Secret token(String userId) {
        var entry = stored(userId).getList(Outbox.FIELD, Document.class).getLast();
        var sealed =
                new JsonMapper().readTree(entry.getString("data")).get("sealed").asString();
        var link = TestSeals.SEALED
                .open(sealed, AccountEvent.sealingContext(RecoveryEvent.RecoveryRequested.class, userId))
                .get(AccountEvent.LINK);
        assertThat(link).startsWith("https://aman.example/recover#rcv_");
        return Secret.of(link.substring(link.indexOf('#') + 1));
    }

    List<String> told() {
        return stored("usr_1").getList(Outbox.FIELD, Document.class).stream()
                .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                .toList();
    }

    Document stored(String userId) {
        return Objects.requireNonNull(mongo.findById(userId, Document.class, MongoRecoveries.COLLECTION));
    }

    private final class Records implements FactorRecords {

        @Override
        public Factors of(String userId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T change(String userId, Rule<Factors, AccountEvent, T> rule) {
            if (breaksOff) {
                throw new IllegalStateException("the database is away");
            }
            var change = rule.apply(TestFactors.none(userId));
            done.add("factors " + userId
                    + change.told().stream()
                            .map(event -> " " + EventCodec.typeOf(event))
                            .findFirst()
                            .orElse(""));
            return change.result();
        }
    }

    private final class Ended implements People {

        @Override
        public Person of(String userId) {
            return new Person(userId, 0, null, 0, List.of(), null);
        }

        @Override
        public Function<String, Person> of(Set<String> userIds) {
            return this::of;
        }

        @Override
        public Person endAll(String userId, EndReason reason, Actor by, DomainEvent... told) {
            done.add("sessions " + userId);
            return of(userId);
        }

        @Override
        public boolean endAll(String userId, OneUse use, EndReason reason, Actor by, DomainEvent... told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean holdPassword(String userId, OneUse cause, Instant since, EndReason reason, Actor by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Person passwordReset(String userId, Instant chosenAt, EndReason reason, Actor by, DomainEvent... told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean spend(String userId, OneUse use, DomainEvent... told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Person endOthers(Session current, EndReason reason, Actor by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Person permissionsChanged(String userId, DomainEvent told) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tell(String userId, DomainEvent told) {
            throw new UnsupportedOperationException();
        }
    }
}
