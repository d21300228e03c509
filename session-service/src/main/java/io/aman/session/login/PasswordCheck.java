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
import io.aman.session.login.LoginError.ChallengeRequired;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.login.LoginError.LoginUnavailable;
import io.aman.session.login.LoginError.SignInElsewhere;
import io.aman.session.session.Origin;
import io.aman.session.unlock.LockNotices;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Checks a password: counts the attempt before anything is looked at, and tells of each failure. */
final class PasswordCheck {

    /** @param user as the directory knew them when the password was checked */
    record Passed(Attempt attempt, User user) {}

    private final AccountKeys accountKeys;
    private final PasswordTags tags;
    private final KnownDevices devices;
    private final LoginGate gate;
    private final IdentityProvider identity;
    private final FailedLogins failures;
    private final LockNotices locks;
    private final Clock clock;

    PasswordCheck(
            AccountKeys accountKeys,
            PasswordTags tags,
            KnownDevices devices,
            LoginGate gate,
            IdentityProvider identity,
            FailedLogins failures,
            LockNotices locks,
            Clock clock) {
        this.accountKeys = accountKeys;
        this.tags = tags;
        this.devices = devices;
        this.gate = gate;
        this.identity = identity;
        this.failures = failures;
        this.locks = locks;
        this.clock = clock;
    }

    /** The same of somebody who is signed in, or was asked for it once more. */
    Passed again(EmailAddress email, Password password, Origin origin) {
        return check(email, password, devices.signedIn(accountKeys.of(email)), null, origin);
    }

    /**
     * Checks it. A refused attempt does the same work as a wrong password and gets the same answer.
     *
     * @throws InvalidCredentials whatever is wrong
     * @throws LoginUnavailable when nothing could be checked; nothing counts then
     * @throws ChallengeRequired when something has to be solved first; nothing was checked or counted
     * @throws SignInElsewhere when no password is checked here
     */
    Passed check(EmailAddress email, Password password, Shown shown, Origin origin) {
        var device = devices.read(shown.known(), accountKeys.of(email)).orElse(null);
        return check(email, password, device, shown.solution(), origin);
    }

    private Passed check(
            EmailAddress email,
            Password password,
            @Nullable KnownDevice device,
            @Nullable String solution,
            Origin origin) {
        if (!identity.checksPasswords()) {
            throw new SignInElsewhere();
        }
        var attempt = gate.reserve(accountKeys.of(email), origin.address(), device, solution);
        if (attempt.challenge() != null) {
            throw new ChallengeRequired(attempt.challenge());
        }
        var verification = attempt.allowed() ? identity.verify(email, password) : identity.decoy(password);
        return switch (verification) {
            case Verified verified -> new Passed(attempt, verified.user());
            case Disabled disabled -> throw failed(attempt, disabled.userId(), "disabled", origin);
            case Bad bad -> {
                if (attempt.lockedUntil() != null) {
                    locks.locked(email, attempt.accountKey(), attempt.lockedUntil(), origin.address());
                }
                throw wrong(attempt, bad, password, origin);
            }
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
