package io.aman.session.mfa;

import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.security.Sealed;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.User;
import io.aman.session.notice.TestNotices;
import io.aman.session.token.TestSecrets;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Factors in a database of their own, at a time that tests move. */
final class StoredFactors {

    final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("factors"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final Challenges challenges = new Challenges(TestSecrets.hash(), clock);
    final MfaTokens tokens = new MfaTokens(TestSecrets.hash(), challenges, clock);
    final MongoFactors records = new MongoFactors(mongo, new Outbox("session-service", Traces.none()), _ -> {});
    final SecondFactors factors;
    final FactorCheck check;

    /** What a role demands, of everybody. */
    boolean demanded;

    Optional<Instant> deadline = Optional.empty();

    StoredFactors(SecondFactor... kinds) {
        records.declareIndexes();
        var policy = new FactorPolicy() {
            @Override
            public boolean demands(User user) {
                return demanded;
            }

            @Override
            public Optional<Instant> deadline(User user) {
                return deadline;
            }
        };
        factors = new SecondFactors(List.of(kinds), records, policy, clock);
        var sealed = new Sealed(List.of(Secret.of(Base64.getEncoder().encodeToString(new byte[32]))));
        check = new FactorCheck(factors, records, new FactorEvents(TestNotices.seal(sealed, clock), sealed), clock);
    }

    User user(String id) {
        return new User(id, new EmailAddress("noor@example.com"), "Noor", "en", Set.of("USER"), true);
    }

    /** Types of the events that wait in the person's outbox. */
    List<String> told(String userId) {
        var document = mongo.findById(userId, Document.class, MongoFactors.COLLECTION);
        return document == null
                ? List.of()
                : document.getList(Outbox.FIELD, Document.class).stream()
                        .map(entry -> entry.get("headers", Document.class).getString("ce_type"))
                        .toList();
    }
}
