package io.aman.session.mfa.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.User;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesPolicyTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final RolesPolicy policy = new RolesPolicy(
            Set.of("ADMIN", "TREASURER"),
            Duration.ofDays(14),
            new MongoFirstDemands(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("demands"))),
            clock);

    @Test
    void oneOfTheRolesIsEnough() {
        assertThat(policy.demands(user("usr_1", "USER", "TREASURER"))).isTrue();
        assertThat(policy.demands(user("usr_2", "USER"))).isFalse();
        assertThat(policy.deadline(user("usr_2", "USER"))).isEmpty();
    }

    @Test
    void theTimeRunsFromTheFirstSignInAtWhichOneIsDemanded() {
        var end = clock.instant().plus(Duration.ofDays(14));
        assertThat(policy.deadline(user("usr_1", "ADMIN"))).contains(end);
        clock.advance(Duration.ofDays(20));
        assertThat(policy.deadline(user("usr_1", "ADMIN"))).contains(end);
        assertThat(policy.deadline(user("usr_2", "ADMIN")))
                .contains(clock.instant().plus(Duration.ofDays(14)));
    }

    @Test
    void whoSignsInTwiceAtOnceHasOneDeadline() throws Exception {
        assertThat(AtOnce.run(10, n -> {
                            clock.advance(Duration.ofMillis(n));
                            return policy.deadline(user("usr_1", "ADMIN")).orElseThrow();
                        })
                        .stream()
                        .distinct())
                .hasSize(1);
    }

    private static User user(String id, String... roles) {
        return new User(id, EmailAddress.of("noor@example.com"), "Noor", "en", Set.of(roles), true);
    }
}
