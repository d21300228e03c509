package io.aman.session.login;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.security.Assurance;
import io.aman.platform.security.Caller;
import io.aman.platform.security.ImpersonationNotAllowed;
import io.aman.platform.security.StepUpRequired;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.Password;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.identity.User;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.login.LoginError.LoginUnavailable;
import io.aman.session.login.LoginError.SessionRevoked;
import io.aman.session.mfa.Challenges;
import io.aman.session.mfa.FactorCheck;
import io.aman.session.mfa.MfaError;
import io.aman.session.mfa.Purpose;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Proof;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Lets a signed-in person prove once more who they are, for what needs a fresh sign-in.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
 */
final class Reauthenticate {

    private final PasswordCheck passwords;
    private final SecondFactors factors;
    private final FactorCheck check;
    private final Challenges challenges;
    private final AccountKeys accountKeys;
    private final IdentityProvider identity;
    private final People people;
    private final Sessions sessions;
    private final SessionPolicy policy;
    private final TokenIssue tokens;
    private final Clock clock;

    Reauthenticate(
            PasswordCheck passwords,
            SecondFactors factors,
            FactorCheck check,
            Challenges challenges,
            AccountKeys accountKeys,
            IdentityProvider identity,
            People people,
            Sessions sessions,
            SessionPolicy policy,
            TokenIssue tokens,
            Clock clock) {
        this.passwords = passwords;
        this.factors = factors;
        this.check = check;
        this.challenges = challenges;
        this.accountKeys = accountKeys;
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
     * @throws StepUpRequired when they have a second factor: that is to be shown; the password is not looked at
     * @throws ImpersonationNotAllowed to who acts as somebody else: they do not know that person's password
     */
    Tokens byPassword(Caller caller, Password password, Origin origin) {
        var claimed = signedIn(caller);
        if (factors.has(claimed.id())) {
            throw new StepUpRequired(Caller.FRESH, Assurance.AAL2);
        }
        var passed = passwords.again(claimed.email(), password, origin);
        if (!passed.user().id().equals(claimed.id())) {
            throw passwords.failed(passed.attempt(), claimed.id(), "bad-credentials", origin);
        }
        var signIn = new Sessions.SignIn(passed.attempt().id(), passed.attempt().accountKey());
        var proved = proved(caller, signIn, Proof.password(clock.instant()));
        passwords.succeeded(passed.attempt());
        return proved;
    }

    /**
     * Checks a second factor of the caller's, and gives the session new tokens that say so.
     *
     * @param challengeId where a code was sent or a device was asked for it; null for a factor that needs no challenge
     * @throws MfaError when it is not accepted
     * @throws UnacceptableInput when it is one for recovery, which proves no second factor
     * @throws SessionRevoked when the session is over
     * @throws ImpersonationNotAllowed to who acts as somebody else
     */
    Tokens byFactor(Caller caller, String kind, Secret answer, @Nullable String challengeId, Origin origin) {
        var claimed = signedIn(caller);
        var before = sessions.find(caller.sessionId()).orElseThrow(SessionRevoked::new);
        if (factors.isForRecovery(kind)) {
            throw new UnacceptableInput("factor", "is for recovery and proves no second factor");
        }
        var challenge = challengeId == null
                ? challenges.open(claimed.id(), Purpose.STEP_UP)
                : challenges.require(claimed.id(), challengeId, Purpose.STEP_UP);
        var verified = check.check(challenge, kind, answer, origin);
        var methods = SecondStep.both(before.proof().methods(), verified.methods());
        var signIn = new Sessions.SignIn(Ids.random("att_"), accountKeys.of(claimed.email()));
        return proved(caller, signIn, new Proof(clock.instant(), methods, null, null));
    }

    private Tokens proved(Caller caller, Sessions.SignIn signIn, Proof proof) {
        // Before the session is read: any end that comes later covers the tokens that are issued as of now.
        var now = proof.at();
        if (!sessions.reauthenticate(caller.sessionId(), proof, signIn, caller.actor())) {
            throw new SessionRevoked();
        }
        var session = sessions.find(caller.sessionId()).orElseThrow(SessionRevoked::new);
        var person = people.of(caller.userId());
        if (!session.isLive(person, policy, now)) {
            throw new SessionRevoked();
        }
        return tokens.issue(signedIn(caller), person, session, now).tokens();
    }

    private User signedIn(Caller caller) {
        if (caller.impersonator() != null) {
            throw new ImpersonationNotAllowed();
        }
        return identity.find(caller.userId()).filter(User::enabled).orElseThrow(SessionRevoked::new);
    }
}
