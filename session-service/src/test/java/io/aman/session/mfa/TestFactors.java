package io.aman.session.mfa;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.session.identity.User;
import io.aman.testing.EmbeddedMongo;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Factors for tests of other features. */
public final class TestFactors {

    private TestFactors() {}

    public static Factors none(String userId) {
        return Factors.none(userId);
    }

    /** In a database of their own. */
    public static FactorRecords records() {
        var mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("factors"));
        return new MongoFactors(mongo, new Outbox("session-service", Traces.none()), _ -> {});
    }

    /** One that demands the same of everybody. */
    public static FactorPolicy policy(BooleanSupplier demands) {
        return new FactorPolicy() {
            @Override
            public boolean demands(User user) {
                return demands.getAsBoolean();
            }

            @Override
            public Optional<Instant> deadline(User user) {
                return Optional.empty();
            }
        };
    }
}
