package io.aman.security.lockout;

import java.time.Clock;
import java.time.Duration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What addresses may fail, as it is delivered. */
final class TestTries {

    static final AddressLimit USUAL =
            new AddressLimit(100, Duration.ofDays(1), Duration.ofMinutes(15), 10, Duration.ofMinutes(10));

    private TestTries() {}

    static MongoTries of(MongoOperations mongo, MongoCounters counters, Clock clock) {
        return new MongoTries(mongo, counters, USUAL, clock);
    }
}
