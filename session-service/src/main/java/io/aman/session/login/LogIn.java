package io.aman.session.login;

import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.login.LoginError.LoginUnavailable;
import io.aman.session.password.PasswordError;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;
import java.time.Clock;

/** Signs a person in: count the attempt, check the password, go on to the second step. */
final class LogIn {

    private final PasswordCheck passwords;
    private final IdentityProvider identity;
    private final People people;
    private final SecondStep secondStep;
    private final Clock clock;

    LogIn(PasswordCheck passwords, IdentityProvider identity, People people, SecondStep secondStep, Clock clock) {
        this.passwords = passwords;
        this.identity = identity;
        this.people = people;
        this.secondStep = secondStep;
        this.clock = clock;
    }

    /**
     * Signs in, or asks for a second factor: the attempt stays counted until that is shown. A refused attempt does the
     * same work as a wrong password and gets the same answer.
     *
     * @param shown what the client shows besides the password
     * @throws InvalidCredentials whatever is wrong
     * @throws LoginUnavailable when nothing could be checked
     * @throws LoginError.SignInElsewhere when no password is checked here; nothing was counted
     */
    SignInOutcome logIn(EmailAddress email, Password password, Shown shown, Origin origin) {
        var passed = passwords.check(email, password, shown, origin);
        try {
            return proceed(passed.attempt(), passed.user(), shown, origin);
        } catch (IdentityUnavailable | PasswordError.Expired e) {
            passwords.unverified(passed.attempt(), origin);
            throw e;
        }
    }

    private SignInOutcome proceed(Attempt attempt, User verified, Shown shown, Origin origin) {
        // Read again after the person: whoever changes an account changes the directory first and the person then, so
        // that no token says that it is newer than what it permits.
        var person = people.of(verified.id());
        var user = identity.find(verified.id()).filter(User::enabled);
        if (user.isEmpty()) {
            throw passwords.failed(attempt, verified.id(), "disabled", origin);
        }
        var signIn = new Sessions.SignIn(attempt.id(), attempt.accountKey(), attempt.deviceKey(), null);
        var half = new SecondStep.FirstHalf(
                person, user.get(), Proof.password(clock.instant()), signIn, origin, shown.trusted(), attempt.device());
        var outcome = secondStep.proceed(half);
        if (outcome instanceof SignedIn) {
            passwords.succeeded(attempt);
        }
        return outcome;
    }
}
