package io.aman.session.login;

import io.aman.events.Actor;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.SignInElsewhere;
import io.aman.session.identity.SignInRefused;
import io.aman.session.identity.SignOutElsewhere;
import io.aman.session.identity.User;
import io.aman.session.identity.Vouched;
import io.aman.session.session.EndReason;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;
import io.aman.session.session.StartSession;
import java.time.Clock;

/** Starts the session of somebody whom the directory vouched for; no password was guessed, so nothing is counted. */
final class VouchedSignIn {

    private final SignInElsewhere elsewhere;
    private final SignOutElsewhere signOuts;
    private final AccountKeys accountKeys;
    private final IdentityProvider identity;
    private final People people;
    private final StartSession startSession;
    private final Sessions sessions;
    private final TokenIssue tokens;
    private final Clock clock;

    VouchedSignIn(
            SignInElsewhere elsewhere,
            SignOutElsewhere signOuts,
            AccountKeys accountKeys,
            IdentityProvider identity,
            People people,
            StartSession startSession,
            Sessions sessions,
            TokenIssue tokens,
            Clock clock) {
        this.elsewhere = elsewhere;
        this.signOuts = signOuts;
        this.accountKeys = accountKeys;
        this.identity = identity;
        this.people = people;
        this.startSession = startSession;
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Signs in whoever holds the code.
     *
     * @throws SignInRefused when the code was used, is over or never was, or they have signed out at the directory or
     *     may not sign in any more
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    SignedIn signIn(Secret code, Origin origin) {
        var vouched = elsewhere.collect(code).orElseThrow(VouchedSignIn::refused);
        var person = people.of(vouched.userId());
        var user = identity.find(vouched.userId()).filter(User::enabled).orElseThrow(VouchedSignIn::refused);
        var signIn = new Sessions.SignIn(Ids.random("att_"), accountKeys.of(user.email()));
        var session = startSession.start(person, origin, proof(vouched), clock.instant(), signIn);
        if (signOuts.covers(vouched)) {
            sessions.end(session.id(), EndReason.IDENTITY_LOGOUT, Actor.system("identity"));
            throw refused();
        }
        return tokens.issue(user, person, session, session.createdAt());
    }

    private static Proof proof(Vouched vouched) {
        return new Proof(vouched.authenticatedAt(), vouched.methods(), null, vouched.identitySession());
    }

    private static SignInRefused refused() {
        return new SignInRefused("Nobody has signed in here a moment ago; begin again.");
    }
}
