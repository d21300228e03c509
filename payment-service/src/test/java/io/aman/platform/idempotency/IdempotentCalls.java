package io.aman.platform.idempotency;

import java.time.Clock;
import java.time.Duration;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Calls under a key as controllers are given them, for tests without a request. */
public final class IdempotentCalls {

    public static final Duration LEASE = Duration.ofSeconds(30);
    public static final Duration LIFETIME = Duration.ofHours(24);
    public static final String REPLAYED = IdempotentCall.REPLAYED;
    public static final Class<? extends RuntimeException> BUSY = IdempotencyError.InProgress.class;
    public static final Class<? extends RuntimeException> OTHER_BODY = IdempotencyError.KeyReused.class;

    private final JsonMapper json = new JsonMapper();
    private final IdempotencyKeys keys;
    private final IdempotencyProperties properties;
    private final Clock clock;

    public IdempotentCalls(MongoOperations mongo, Clock clock) {
        this.properties = new IdempotencyProperties(LIFETIME, LEASE);
        this.keys = new IdempotencyKeys(mongo, properties, clock);
        this.clock = clock;
    }

    /** @param scope caller, method, path and key */
    public IdempotentCall under(String scope) {
        return new IdempotentCall(keys, properties, clock, json, scope);
    }
}
