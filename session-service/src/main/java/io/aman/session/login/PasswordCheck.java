package io.aman.session.login;

import io.aman.events.LoginEvent;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.identity.Verification.Bad;
import io.aman.session.identity.Verification.Disabled;
import io.aman.session.identity.Verification.Unavailable;
import io.aman.session.identity.Verification.Verified;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.login.LoginError.LoginUnavailable;
import io.aman.session.login.LoginError.SignInElsewhere;
import io.aman.session.session.Origin;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Checks a password: counts the attempt before anything is looked at, and tells of each failure. */
final class PasswordCheck {

    /** @param user as the directory knew them when the password was checked */
    record Passed(Attempt attempt, User user) {}

    private final AccountKeys accountKeys;
    private final PasswordTags tags;
    private final LoginGate gate;
    private final IdentityProvider identity;
    private final FailedLogins failures;
    private final Clock clock;

    PasswordCheck(
            AccountKeys accountKeys,
            PasswordTags tags,
            LoginGate gate,
            IdentityProvider identity,
            FailedLogins failures,
            Clock clock) {
        this.accountKeys = accountKeys;
        this.tags = tags;
        this.gate = gate;
        this.identity = identity;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Checks it. A refused attempt does the same work as a wrong password and gets the same answer.
     *
     * @throws InvalidCredentials whatever is wrong
     * @throws LoginUnavailable when nothing could be checked; nothing counts then
     * @throws SignInElsewhere when no password is checked here
     */
    Passed check(EmailAddress email, Password password, Origin origin) {
        if (!identity.checksPasswords()) {
            throw new SignInElsewhere();
        }
        var attempt = gate.reserve(accountKeys.of(email), origin.address());
        var verification = attempt.allowed() ? identity.verify(email, password) : identity.decoy(password);
        return switch (verification) {
            case Verified verified -> new Passed(attempt, verified.user());
            case Disabled disabled -> throw failed(attempt, disabled.userId(), "disabled", origin);
            case Bad bad -> throw wrong(attempt, bad, password, origin);
            case Unavailable _ -> {
                unverified(attempt, origin);
                throw new LoginUnavailable();
            }
        };
    }

    /** The directory went away meanwhile: the attempt counts against nobody. */
    void unverified(Attempt attempt, Origin origin) {
        gate.giveBack(attempt, origin.address());
    }

    /** Gives the attempt back; security-service hears of it by the event. */
    void succeeded(Attempt attempt) {
        gate.succeeded(attempt);
    }

    /** Tells of a failure after the password was right. */
    InvalidCredentials failed(Attempt attempt, @Nullable String userId, String reason, Origin origin) {
        return failed(attempt, userId, reason, origin, null);
    }

    private InvalidCredentials wrong(Attempt attempt, Bad bad, Password password, Origin origin) {
        var tag = attempt.allowed() ? tags.of(password, clock.instant()) : null; // else it may be the right one
        return failed(attempt, bad.userId(), reason(attempt, bad), origin, tag);
    }

    private InvalidCredentials failed(
            Attempt attempt, @Nullable String userId, String reason, Origin origin, @Nullable String passwordTag) {
        failures.add(new LoginEvent.Failed(
                attempt.id(),
                attempt.accountKey(),
                userId,
                reason,
                origin.address(),
                origin.userAgent(),
                clock.instant(),
                passwordTag));
        return new InvalidCredentials();
    }

    private static String reason(Attempt attempt, Bad bad) {
        if (!attempt.allowed()) {
            return "locked";
        }
        return bad.userId() == null ? "unknown-user" : "bad-credentials";
    }
}
