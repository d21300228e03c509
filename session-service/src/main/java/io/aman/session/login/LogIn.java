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
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;
import io.aman.session.session.StartSession;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Signs a person in: count the attempt, check the password, start the session. */
final class LogIn {

    private final AccountKeys accountKeys;
    private final LoginGate gate;
    private final IdentityProvider identity;
    private final People people;
    private final StartSession startSession;
    private final FailedLogins failures;
    private final TokenIssue tokens;
    private final Clock clock;

    LogIn(
            AccountKeys accountKeys,
            LoginGate gate,
            IdentityProvider identity,
            People people,
            StartSession startSession,
            FailedLogins failures,
            TokenIssue tokens,
            Clock clock) {
        this.accountKeys = accountKeys;
        this.gate = gate;
        this.identity = identity;
        this.people = people;
        this.startSession = startSession;
        this.failures = failures;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Signs in. A refused attempt does the same work as a wrong password and gets the same answer.
     *
     * @throws InvalidCredentials whatever is wrong
     * @throws LoginUnavailable when nothing could be checked
     * @throws LoginError.SignInElsewhere when no password is checked here; nothing was counted
     */
    SignedIn logIn(EmailAddress email, Password password, Origin origin) {
        if (!identity.checksPasswords()) {
            throw new LoginError.SignInElsewhere();
        }
        var attempt = gate.reserve(accountKeys.of(email), origin.address());
        var verification = attempt.allowed() ? identity.verify(email, password) : identity.decoy(password);
        return switch (verification) {
            case Verified verified -> start(attempt, verified.user(), origin);
            case Disabled disabled -> throw failed(attempt, disabled.userId(), "disabled", origin);
            case Bad bad -> throw failed(attempt, bad.userId(), reason(attempt, bad), origin);
            case Unavailable _ -> throw new LoginUnavailable();
        };
    }

    private SignedIn start(Attempt attempt, User verified, Origin origin) {
        // Read again after the person: whoever changes an account changes the directory first and the person then, so
        // that no token says that it is newer than what it permits.
        var person = people.of(verified.id());
        var user = identity.find(verified.id()).filter(User::enabled);
        if (user.isEmpty()) {
            throw failed(attempt, verified.id(), "disabled", origin);
        }
        var signIn = new Sessions.SignIn(attempt.id(), attempt.accountKey());
        var session = startSession.start(person, origin, Proof.password(clock.instant()), signIn);
        gate.succeeded(attempt);
        return tokens.issue(user.get(), person, session, session.createdAt());
    }

    private InvalidCredentials failed(Attempt attempt, @Nullable String userId, String reason, Origin origin) {
        failures.add(new LoginEvent.Failed(
                attempt.id(),
                attempt.accountKey(),
                userId,
                reason,
                origin.address(),
                origin.userAgent(),
                clock.instant()));
        return new InvalidCredentials();
    }

    private static String reason(Attempt attempt, Bad bad) {
        if (!attempt.allowed()) {
            return "locked";
        }
        return bad.userId() == null ? "unknown-user" : "bad-credentials";
    }
}
