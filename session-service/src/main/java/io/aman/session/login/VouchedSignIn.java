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
import io.aman.session.mfa.Challenges;
import io.aman.session.mfa.PendingSignIn;
import io.aman.session.session.EndReason;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;

/** Signs in somebody whom the directory vouched for; no password was guessed, so nothing is counted. */
final class VouchedSignIn {

    private final SignInElsewhere elsewhere;
    private final SignOutElsewhere signOuts;
    private final AccountKeys accountKeys;
    private final KnownDevices devices;
    private final IdentityProvider identity;
    private final People people;
    private final SecondStep secondStep;
    private final Sessions sessions;

    VouchedSignIn(
            SignInElsewhere elsewhere,
            SignOutElsewhere signOuts,
            AccountKeys accountKeys,
            KnownDevices devices,
            IdentityProvider identity,
            People people,
            SecondStep secondStep,
            Sessions sessions) {
        this.elsewhere = elsewhere;
        this.signOuts = signOuts;
        this.accountKeys = accountKeys;
        this.devices = devices;
        this.identity = identity;
        this.people = people;
        this.secondStep = secondStep;
        this.sessions = sessions;
    }

    /**
     * Signs in whoever holds the code, or asks them for a second factor where the directory has seen none.
     *
     * @param shown what the device shows
     * @throws SignInRefused when the code was used, is over or never was, or they have signed out at the directory or
     *     may not sign in any more
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    SignInOutcome signIn(Secret code, Shown shown, Origin origin) {
        var vouched = elsewhere.collect(code).orElseThrow(VouchedSignIn::refused);
        var person = people.of(vouched.userId());
        var user = identity.find(vouched.userId()).filter(User::enabled).orElseThrow(VouchedSignIn::refused);
        var accountKey = accountKeys.of(user.email());
        var device = devices.read(shown.known(), accountKey).orElse(null);
        var signIn = new Sessions.SignIn(Ids.random("att_"), accountKey, device == null ? null : device.key(), null);
        var half = new SecondStep.FirstHalf(person, user, proof(vouched), signIn, origin, shown.trusted(), device);
        var outcome = proceed(half);
        if (signOuts.covers(vouched)) {
            if (outcome instanceof SignedIn signedIn) {
                sessions.end(signedIn.session().id(), EndReason.IDENTITY_LOGOUT, Actor.system("identity"));
            }
            throw refused();
        }
        return outcome;
    }

    /** Nobody here has a password that could be wrong. */
    private SignInOutcome proceed(SecondStep.FirstHalf half) {
        try {
            return secondStep.proceed(half);
        } catch (LoginError.InvalidCredentials _) {
            throw refused();
        }
    }

    /** Whether the directory has told, since the first step, that they are signed out there. */
    static boolean isSignedOut(SignOutElsewhere signOuts, PendingSignIn pending) {
        var first = pending.proof();
        var since = pending.challenge().until().minus(Challenges.LIFETIME);
        return first.identitySession() != null
                && signOuts.covers(
                        new Vouched(pending.userId(), first.at(), first.methods(), first.identitySession(), since));
    }

    private static Proof proof(Vouched vouched) {
        return new Proof(vouched.authenticatedAt(), vouched.methods(), null, vouched.identitySession());
    }

    private static SignInRefused refused() {
        return new SignInRefused("Nobody has signed in here a moment ago; begin again.");
    }
}
