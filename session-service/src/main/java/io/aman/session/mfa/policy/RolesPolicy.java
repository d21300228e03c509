package io.aman.session.mfa.policy;

import io.aman.session.identity.User;
import io.aman.session.mfa.FactorPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** People with certain roles have to have one, some days after they were first told so. */
final class RolesPolicy implements FactorPolicy {

    private final Set<String> roles;
    private final Duration within;
    private final FirstDemands demands;
    private final Clock clock;

    RolesPolicy(Set<String> roles, Duration within, FirstDemands demands, Clock clock) {
        this.roles = roles;
        this.within = within;
        this.demands = demands;
        this.clock = clock;
    }

    @Override
    public boolean demands(User user) {
        return !Collections.disjoint(roles, user.roles());
    }

    /** The time begins when this is first asked for them. */
    @Override
    public Optional<Instant> deadline(User user) {
        return demands(user)
                ? Optional.of(demands.since(user.id(), clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .plus(within))
                : Optional.empty();
    }
}
