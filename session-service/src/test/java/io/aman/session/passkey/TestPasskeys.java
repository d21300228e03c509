package io.aman.session.passkey;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.MutableClock;
import java.util.List;
import java.util.Set;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Passkeys for tests of other features. */
public final class TestPasskeys {

    private final MongoKeyrings keyrings;

    public TestPasskeys(MongoTemplate mongo, MutableClock clock) {
        keyrings = new MongoKeyrings(mongo, new Outbox("session-service", Traces.none()), _ -> {}, clock);
        keyrings.declareIndexes();
    }

    public RemovePasskeys remove() {
        return new RemovePasskeys(keyrings);
    }

    /** Somebody with one. */
    public void add(String userId, MutableClock clock) {
        keyrings.begun(userId);
        var id = Passkey.idOf(userId);
        var key = new Passkey(id, userId, "Laptop", "", "", 0, Set.of(), false, clock.instant(), null);
        keyrings.change(userId, ring -> ring.with(key), PasskeyEvents::nothing);
    }

    public List<String> of(String userId) {
        return keyrings.of(userId)
                .map(ring -> ring.keys().stream().map(Passkey::name).toList())
                .orElse(List.of());
    }
}
