package io.aman.session.login;

import io.aman.events.Actor;
import io.aman.events.LoginEvent;
import io.aman.platform.Secret;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.User;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.mfa.Challenges;
import io.aman.session.mfa.FactorCheck;
import io.aman.session.mfa.FactorCheck.Verified;
import io.aman.session.mfa.MfaError;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.mfa.MfaError.FactorInvalid;
import io.aman.session.mfa.MfaTokens;
import io.aman.session.mfa.PendingSignIn;
import io.aman.session.mfa.Purpose;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.password.PasswordAge;
import io.aman.session.session.EndReason;
import io.aman.session.session.Origin;
import io.aman.session.session.People;
import io.aman.session.session.Person;
import io.aman.session.session.Proof;
import io.aman.session.session.Session;
import io.aman.session.session.Sessions;
import io.aman.session.session.StartSession;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes on where somebody has proved the first half of who they are: starts the session, or asks for a second factor. */
final class SecondStep {

    /**
     * What was proved so far.
     *
     * @param person read before {@code user} was
     * @param device what the device showed to be trusted
     */
    record FirstHalf(
            Person person,
            User user,
            Proof proof,
            Sessions.SignIn signIn,
            Origin origin,
            @Nullable Secret device) {}

    private static final String PASSWORD = "pwd";

    private final SecondFactors factors;
    private final FactorCheck check;
    private final Challenges challenges;
    private final MfaTokens mfaTokens;
    private final TrustedDevices devices;
    private final PasswordAge passwordAge;
    private final IdentityProvider identity;
    private final People people;
    private final StartSession startSession;
    private final Sessions sessions;
    private final Predicate<PendingSignIn> signedOutElsewhere;
    private final FailedLogins failures;
    private final LoginGate gate;
    private final TokenIssue tokens;
    private final Clock clock;

    /** @param signedOutElsewhere whether the directory that vouched has told meanwhile that they are signed out */
    SecondStep(
            SecondFactors factors,
            FactorCheck check,
            Challenges challenges,
            MfaTokens mfaTokens,
            TrustedDevices devices,
            PasswordAge passwordAge,
            IdentityProvider identity,
            People people,
            StartSession startSession,
            Sessions sessions,
            Predicate<PendingSignIn> signedOutElsewhere,
            FailedLogins failures,
            LoginGate gate,
            TokenIssue tokens,
            Clock clock) {
        this.factors = factors;
        this.check = check;
        this.challenges = challenges;
        this.mfaTokens = mfaTokens;
        this.devices = devices;
        this.passwordAge = passwordAge;
        this.identity = identity;
        this.people = people;
        this.startSession = startSession;
        this.sessions = sessions;
        this.signedOutElsewhere = signedOutElsewhere;
        this.failures = failures;
        this.gate = gate;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Starts the session where nothing more is due: nobody has to show a factor who has none, whose directory has seen
     * one, or who is at a device that they trust.
     */
    SignInOutcome proceed(FirstHalf half) {
        var userId = half.user.id();
        if (half.proof.methods().contains(FactorCheck.MFA) || !factors.has(userId)) {
            return started(half, Optional.empty());
        }
        var next = devices.trusts(userId, half.device, half.origin);
        return next.isPresent() ? started(half, next) : due(half);
    }

    private SignedIn started(FirstHalf half, Optional<Secret> deviceToken) {
        requireYoungPassword(half.user, half.proof);
        var session = startSession.start(half.person, half.origin, half.proof, clock.instant(), half.signIn);
        var beside = new SignedIn.Beside(factors.enrolBefore(half.user).orElse(null), null, deviceToken.orElse(null));
        return tokens.issue(half.user, half.person, session, session.createdAt())
                .with(beside);
    }

    private SignInOutcome.FactorDue due(FirstHalf half) {
        var challenge = challenges.open(half.user.id(), Purpose.SIGN_IN);
        var pending = new PendingSignIn(
                challenge, half.person.generation(), half.signIn.attemptId(), half.signIn.accountKey(), half.proof);
        return new SignInOutcome.FactorDue(mfaTokens.issue(pending), challenge, factors.kindsOf(half.user));
    }

    /**
     * Takes the second factor.
     *
     * @param remember whether the device is to be trusted from now on; not where it was a factor for recovery
     * @throws MfaError when it is not accepted, or the first step was too long ago, or all sessions were ended since
     * @throws InvalidCredentials when they may not sign in any more
     * @throws IdentityUnavailable when the directory cannot answer now; the factor is used up
     */
    SignedIn finish(Secret token, String kind, Secret answer, boolean remember, Origin origin) {
        var pending = mfaTokens.read(token);
        var person = people.of(pending.userId());
        if (person.generation() != pending.generation()) {
            throw new ChallengeOver();
        }
        var verified = verified(pending, kind, answer, origin);
        var user = identity.find(pending.userId()).filter(User::enabled).orElseThrow(InvalidCredentials::new);
        requireYoungPassword(user, pending.proof());
        var session = start(pending, person, verified, origin);
        gate.lifted(pending.accountKey());
        var trusted = remember && verified.countsAsSecondFactor()
                ? devices.trust(pending.userId(), origin)
                : Optional.<Secret>empty();
        return tokens.issue(user, person, session, session.createdAt())
                .with(new SignedIn.Beside(null, verified.backupCodesLeft(), trusted.orElse(null)));
    }

    /** Where the directory has vouched it has its own rules; and no passkey gets old. */
    private void requireYoungPassword(User user, Proof proof) {
        if (proof.identitySession() == null && proof.methods().contains(PASSWORD)) {
            passwordAge.requireYoung(user);
        }
    }

    private Verified verified(PendingSignIn pending, String kind, Secret answer, Origin origin) {
        try {
            return check.check(pending.challenge(), kind, answer, origin);
        } catch (FactorInvalid e) {
            failures.add(new LoginEvent.Failed(
                    pending.attemptId(),
                    pending.accountKey(),
                    pending.userId(),
                    "bad-factor",
                    origin.address(),
                    origin.userAgent(),
                    clock.instant()));
            throw e;
        }
    }

    private Session start(PendingSignIn pending, Person person, Verified verified, Origin origin) {
        var now = clock.instant();
        var first = pending.proof();
        var proof = new Proof(now, both(first.methods(), verified.methods()), null, first.identitySession());
        var signIn = new Sessions.SignIn(pending.attemptId(), pending.accountKey());
        var session = startSession.start(person, origin, proof, now, signIn);
        if (signedOutElsewhere.test(pending)) {
            sessions.end(session.id(), EndReason.IDENTITY_LOGOUT, Actor.system("identity"));
            throw new ChallengeOver();
        }
        return session;
    }

    static List<String> both(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
