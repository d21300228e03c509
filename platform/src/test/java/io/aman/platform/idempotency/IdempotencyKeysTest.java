package io.aman.platform.idempotency;

import io.aman.testing.EmbeddedMongo;
import java.time.Clock;
import java.time.Instant;

/** Keys with a document each. */
class IdempotencyKeysTest extends KeysContract {

    @Override
    Keys keys(Clock clock) {
        var keys = new IdempotencyKeys(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("keys")), PROPERTIES, clock);
        return new Keys() {
            @Override
            public IdempotencyKeys.Reservation reserve(String id, String bodyHash) {
                return keys.reserve(id, bodyHash);
            }

            @Override
            public void answered(String id, Instant leaseUntil, KeptAnswer answer) {
                keys.answered(id, leaseUntil, answer);
            }

            @Override
            public void release(String id, Instant leaseUntil) {
                keys.release(id, leaseUntil);
            }

            @Override
            public void forget(String id, Instant leaseUntil) {
                keys.forget(id, leaseUntil);
            }
        };
    }
}
