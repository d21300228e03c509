package io.aman.events;

import java.time.Instant;
import java.util.Objects;

/** What every {@link AccountEvent} says. */
final class AccountFacts {

    private AccountFacts() {}

    /** @throws NullPointerException naming what is missing */
    static void require(String userId, Instant at, Actor by) {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
    }
}
