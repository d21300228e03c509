package io.aman.session.session;

import io.aman.session.session.SessionPolicy.WhenFull;
import java.time.Duration;

/** Policies that tests go by. */
final class Policies {

    static final SessionPolicy PRODUCT = new SessionPolicy(
            Duration.ofMinutes(30), Duration.ofDays(1), Duration.ofDays(3), Duration.ofMinutes(5), 0, WhenFull.REFUSE);

    private Policies() {}
}
