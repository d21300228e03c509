package io.aman.session.password;

import io.aman.events.Actor;
import io.aman.events.PasswordEvent.PasswordExpiring;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.PasswordDirectory.Aging;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.notice.NoticeSeal;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Tells people that their password is getting too old, each of them once for each of the configured times. */
final class AgeWarnings {

    private static final int AT_ONCE = 100;

    private final PasswordPolicy policy;
    private final List<Duration> before;
    private final PasswordDirectory passwords;
    private final SecondFactors factors;
    private final NoticeSeal notices;
    private final Clock clock;

    /** @param before how long before its end a password is told of */
    AgeWarnings(
            PasswordPolicy policy,
            List<Duration> before,
            PasswordDirectory passwords,
            SecondFactors factors,
            NoticeSeal notices,
            Clock clock) {
        this.policy = policy;
        // The most urgent one first: who is told of one day is not told of seven.
        this.before = before.stream().sorted(Comparator.naturalOrder()).toList();
        this.passwords = passwords;
        this.factors = factors;
        this.notices = notices;
        this.clock = clock;
    }

    /** @return how many were told */
    int tell() {
        if (policy.maxAge().isZero()) {
            return 0;
        }
        return before.stream().mapToInt(this::tellThoseWith).sum();
    }

    private int tellThoseWith(Duration left) {
        var now = clock.instant();
        var told = 0;
        List<Aging> some;
        do {
            some = passwords.aging(
                    now.minus(policy.maxAge()), now.minus(policy.maxAge()).plus(left), (int) left.toDays(), AT_ONCE);
            for (var person : some) {
                told += tell(person, left) ? 1 : 0;
            }
        } while (some.size() == AT_ONCE);
        return told;
    }

    private boolean tell(Aging person, Duration left) {
        var user = person.user();
        if (policy.maxAge(factors.has(user.id())).isZero()) {
            return false;
        }
        var now = clock.instant();
        var days = (int) left.toDays();
        var sealed = notices.of(PasswordExpiring.class, user.id(), now);
        var event = new PasswordExpiring(user.id(), days, now, Actor.system("password-age"), sealed);
        return passwords.tellOnce(person, days, event);
    }
}
