package io.aman.session.login;

import io.aman.platform.security.Caller;
import io.aman.platform.security.ImpersonationNotAllowed;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.login.LoginError.LoginUnavailable;
import io.aman.session.login.LoginError.SessionRevoked;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Proof;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import java.time.Clock;

/**
 * Lets a signed-in person prove once more who they are, for what needs a fresh sign-in.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
 */
final class Reauthenticate {

    private final PasswordCheck passwords;
    private final IdentityProvider identity;
    private final People people;
    private final Sessions sessions;
    private final SessionPolicy policy;
    private final TokenIssue tokens;
    private final Clock clock;

    Reauthenticate(
            PasswordCheck passwords,
            IdentityProvider identity,
            People people,
            Sessions sessions,
            SessionPolicy policy,
            TokenIssue tokens,
            Clock clock) {
        this.passwords = passwords;
        this.identity = identity;
        this.people = people;
        this.sessions = sessions;
        this.policy = policy;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Checks the password of the caller's own account by the same limits as a sign-in, and gives the session new tokens
     * that say when it was. The session itself does not live longer for it.
     *
     * @throws InvalidCredentials whatever is wrong with the password
     * @throws LoginUnavailable when nothing could be checked
     * @throws SessionRevoked when the session is over
     * @throws ImpersonationNotAllowed to who acts as somebody else: they do not know that person's password
     */
    Tokens reauthenticate(Caller caller, Password password, Origin origin) {
        if (caller.impersonator() != null) {
            throw new ImpersonationNotAllowed();
        }
        var claimed = signedIn(caller);
        var passed = passwords.check(claimed.email(), password, origin);
        if (!passed.user().id().equals(claimed.id())) {
            throw passwords.failed(passed.attempt(), claimed.id(), "bad-credentials", origin);
        }
        // Before the session is read: any end that comes later covers the tokens that are issued as of now.
        var now = clock.instant();
        var signIn = new Sessions.SignIn(passed.attempt().id(), passed.attempt().accountKey());
        if (!sessions.reauthenticate(caller.sessionId(), Proof.password(now), signIn, caller.actor())) {
            throw new SessionRevoked();
        }
        passwords.succeeded(passed.attempt());
        var session = sessions.find(caller.sessionId()).orElseThrow(SessionRevoked::new);
        var person = people.of(caller.userId());
        if (!session.isLive(person, policy, now)) {
            throw new SessionRevoked();
        }
        return tokens.issue(signedIn(caller), person, session, now).tokens();
    }

    private User signedIn(Caller caller) {
        return identity.find(caller.userId()).filter(User::enabled).orElseThrow(SessionRevoked::new);
    }
}
