package io.aman.session.identity.embedded;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityProviderContract;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.PasswordHashing;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.springframework.data.mongodb.core.MongoTemplate;

@Tag("slow") // real Argon2, many times
class EmbeddedIdentityContractTest extends IdentityProviderContract {

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("directory"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Outbox outbox = new Outbox("session-service", Traces.none());
    private final PasswordHashing hashing = new PasswordHashing(2, 100, Duration.ofSeconds(30));
    private final MongoUsers users = new MongoUsers(mongo, outbox, _ -> {});
    private final EmbeddedDirectory directory = new EmbeddedDirectory(users, hashing, clock);
    private final EmbeddedPasswords passwords =
            new EmbeddedPasswords(users, new MongoUserPasswords(mongo, outbox, _ -> {}), hashing, clock);

    EmbeddedIdentityContractTest() {
        users.declareIndexes();
    }

    @Override
    protected PasswordDirectory passwords() {
        return passwords;
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
