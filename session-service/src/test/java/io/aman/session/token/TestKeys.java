package io.aman.session.token;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.EmbeddedMongo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.springframework.data.mongodb.core.MongoOperations;

/** Signing keys of an installation in memory. */
final class TestKeys {

    static final KeyTimes TIMES = new KeyTimes(Duration.ofDays(30), Duration.ofMinutes(5), Duration.ofMinutes(5));

    private TestKeys() {}

    static SigningKeyStore store(MongoOperations mongo, Consumer<Integer> written) {
        return new MongoSigningKeys(mongo, new Outbox("session-service", Traces.none()), written);
    }

    static SigningKeys open(SigningKeyStore store, Clock clock) {
        return SigningKeys.open(store, new KeyVault(new byte[32]), TIMES, clock);
    }

    static SigningKeys open(Clock clock) {
        return open(store(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("keys")), _ -> {}), clock);
    }

    static SigningKeys open(Instant at) {
        return open(Clock.fixed(at, ZoneOffset.UTC));
    }
}
