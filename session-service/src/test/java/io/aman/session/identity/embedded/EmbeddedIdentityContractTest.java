package io.aman.session.identity.embedded;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityProviderContract;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.springframework.data.mongodb.core.MongoTemplate;

@Tag("slow") // real Argon2, many times
class EmbeddedIdentityContractTest extends IdentityProviderContract {

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("directory"));
    private final EmbeddedDirectory directory = directory(mongo);

    private static EmbeddedDirectory directory(MongoTemplate mongo) {
        var users = new MongoUsers(mongo, new Outbox("session-service", Traces.none()), _ -> {});
        users.declareIndexes();
        var hashing = new PasswordHashing(2, 100, Duration.ofSeconds(30));
        return new EmbeddedDirectory(users, hashing, MutableClock.at("2026-11-25T10:00:00Z"));
    }

    @Override
    protected IdentityProvider directory() {
        return directory;
    }

    @Override
    protected MongoTemplate mongo() {
        return mongo;
    }

    @Override
    protected String collection() {
        return MongoUsers.COLLECTION;
    }
}
