package io.aman.session.login;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.User;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.mfa.MfaTokens;
import io.aman.session.passkey.PasskeyCheck;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Proof;
import io.aman.session.session.Sessions;
import java.time.Clock;
import java.util.Map;

/**
 * Signs people in by a passkey alone, whatever directory they are in. Nothing can be guessed, so nothing is counted, and
 * guesses at a password hold nobody back.
 */
final class PasskeySignIn {

    private final PasskeyCheck passkeys;
    private final MfaTokens mfaTokens;
    private final AccountKeys accountKeys;
    private final IdentityProvider identity;
    private final People people;
    private final SecondStep secondStep;
    private final Clock clock;

    PasskeySignIn(
            PasskeyCheck passkeys,
            MfaTokens mfaTokens,
            AccountKeys accountKeys,
            IdentityProvider identity,
            People people,
            SecondStep secondStep,
            Clock clock) {
        this.passkeys = passkeys;
        this.mfaTokens = mfaTokens;
        this.accountKeys = accountKeys;
        this.identity = identity;
        this.people = people;
        this.secondStep = secondStep;
        this.clock = clock;
    }

    /** What a browser is to ask for where nobody knows yet who sits there. */
    Map<String, Object> options() {
        return passkeys.optionsToSignIn();
    }

    /**
     * The same for the second step of a sign-in.
     *
     * @throws ChallengeOver when we never issued the token, or too long ago, or its owner has no passkey
     */
    Map<String, Object> options(Secret mfaToken) {
        var pending = mfaTokens.read(mfaToken);
        return passkeys.optionsFor(pending.userId(), pending.challenge().key()).orElseThrow(ChallengeOver::new);
    }

    /**
     * Signs in whose passkey answered.
     *
     * @throws InvalidCredentials whatever is wrong
     * @throws IdentityUnavailable when the directory cannot answer now; the answer is used up
     */
    SignInOutcome signIn(Map<String, Object> credential, Origin origin) {
        var proved = passkeys.signIn(credential).orElseThrow(InvalidCredentials::new);
        var person = people.of(proved.userId());
        var user = identity.find(proved.userId()).filter(User::enabled).orElseThrow(InvalidCredentials::new);
        var signIn = new Sessions.SignIn(Ids.random("att_"), accountKeys.of(user.email()));
        var proof = new Proof(clock.instant(), proved.methods(), null, null);
        return secondStep.proceed(new SecondStep.FirstHalf(person, user, proof, signIn, origin, null, null));
    }
}
