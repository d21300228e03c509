package io.aman.session.login;

import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.login.LoginError.LoginUnavailable;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;
import io.aman.session.session.StartSession;
import java.time.Clock;

/** Signs a person in: count the attempt, check the password, start the session. */
final class LogIn {

    private final PasswordCheck passwords;
    private final IdentityProvider identity;
    private final People people;
    private final StartSession startSession;
    private final TokenIssue tokens;
    private final Clock clock;

    LogIn(
            PasswordCheck passwords,
            IdentityProvider identity,
            People people,
            StartSession startSession,
            TokenIssue tokens,
            Clock clock) {
        this.passwords = passwords;
        this.identity = identity;
        this.people = people;
        this.startSession = startSession;
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
        var passed = passwords.check(email, password, origin);
        try {
            return start(passed.attempt(), passed.user(), origin);
        } catch (IdentityUnavailable e) {
            passwords.unverified(passed.attempt(), origin);
            throw e;
        }
    }

    private SignedIn start(Attempt attempt, User verified, Origin origin) {
        // Read again after the person: whoever changes an account changes the directory first and the person then, so
        // that no token says that it is newer than what it permits.
        var person = people.of(verified.id());
        var user = identity.find(verified.id()).filter(User::enabled);
        if (user.isEmpty()) {
            throw passwords.failed(attempt, verified.id(), "disabled", origin);
        }
        var signIn = new Sessions.SignIn(attempt.id(), attempt.accountKey());
        var session = startSession.start(person, origin, Proof.password(clock.instant()), signIn);
        passwords.succeeded(attempt);
        return tokens.issue(user.get(), person, session, session.createdAt());
    }
}
