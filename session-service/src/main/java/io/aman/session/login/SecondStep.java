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
import io.aman.session.password.PasswordError;
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
import java.util.Set;
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
     * @param known where the owner signed in there before
     */
    record FirstHalf(
            Person person,
            User user,
            Proof proof,
            Sessions.SignIn signIn,
            Origin origin,
            @Nullable Secret device,
            @Nullable KnownDevice known) {

        /** Whoever took the account over may have made it known: all that ends all sessions makes it a stranger again. */
        private @Nullable KnownDevice stillKnown() {
            return known != null && known.generation() == person.generation() ? known : null;
        }

        /** A directory that vouches has seen some password of theirs. */
        private boolean isByPassword() {
            return proof.identitySession() != null || proof.methods().contains(PASSWORD);
        }

        private FirstHalf decidedBy(@Nullable String who) {
            return new FirstHalf(person, user, proof, signIn.decidedBy(who), origin, device, known);
        }
    }

    private static final String PASSWORD = "pwd";

    private final SignInRisk risk;
    private final KnownDevices knownDevices;
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
            SignInRisk risk,
            KnownDevices knownDevices,
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
        this.risk = risk;
        this.knownDevices = knownDevices;
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
     * one, or who is at a device that they trust; unless the sign-in is so unusual that it takes one more proof.
     *
     * @throws PasswordError.ResetRequired where somebody else knows the password that they showed
     * @throws InvalidCredentials where it is so unusual that nobody gets in, or that no proof they can give would do
     */
    SignInOutcome proceed(FirstHalf half) {
        if (half.person.isPasswordHeld() && half.isByPassword()) {
            failed(half.signIn, half.user.id(), "reset-required", half.origin);
            throw new PasswordError.ResetRequired();
        }
        var decided = half.proof.methods().contains(FactorCheck.MFA)
                ? SignInRisk.Decided.UNASKED
                : risk.of(half.user.id(), half.signIn, half.stillKnown(), half.origin);
        var next = half.decidedBy(decided.by());
        return switch (decided.demand()) {
            case AS_USUAL -> asUsual(next);
            case PROOF_WHERE_POSSIBLE -> kinds(next).isEmpty() ? started(next, Optional.empty()) : due(next);
            case PROOF -> {
                if (kinds(next).isEmpty()) {
                    throw refused(next);
                }
                yield due(next);
            }
            case REFUSE -> throw refused(next);
        };
    }

    private SignInOutcome asUsual(FirstHalf half) {
        var userId = half.user.id();
        if (half.proof.methods().contains(FactorCheck.MFA) || !factors.has(userId)) {
            return started(half, Optional.empty());
        }
        var next = devices.trusts(userId, half.device, half.origin);
        return next.isPresent() ? started(half, next) : due(half);
    }

    private Set<String> kinds(FirstHalf half) {
        return factors.kindsToProve(half.user);
    }

    private InvalidCredentials refused(FirstHalf half) {
        failed(half.signIn, half.user.id(), "risk", half.origin);
        return new InvalidCredentials();
    }

    private void failed(Sessions.SignIn signIn, String userId, String reason, Origin origin) {
        failures.add(new LoginEvent.Failed(
                signIn.attemptId(),
                signIn.accountKey(),
                userId,
                reason,
                origin.address(),
                origin.userAgent(),
                clock.instant()));
    }

    private SignedIn started(FirstHalf half, Optional<Secret> deviceToken) {
        requireYoungPassword(half.user, half.proof);
        var session = startSession.start(half.person, half.origin, half.proof, clock.instant(), half.signIn);
        var beside = new SignedIn.Beside(
                factors.enrolBefore(half.user).orElse(null),
                null,
                deviceToken.orElse(null),
                known(half.signIn, half.person, half.origin));
        return tokens.issue(half.user, half.person, session, session.createdAt())
                .with(beside);
    }

    private SignInOutcome.FactorDue due(FirstHalf half) {
        var challenge = challenges.open(half.user.id(), Purpose.SIGN_IN);
        var pending = new PendingSignIn(challenge, half.person.generation(), half.signIn, half.proof);
        return new SignInOutcome.FactorDue(mfaTokens.issue(pending), challenge, kinds(half));
    }

    private Secret known(Sessions.SignIn signIn, Person person, Origin origin) {
        return knownDevices.issue(signIn.accountKey(), person.generation(), origin.address());
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
        gate.lifted(pending.signIn().accountKey());
        var trusted = remember && verified.countsAsSecondFactor()
                ? devices.trust(pending.userId(), origin)
                : Optional.<Secret>empty();
        return tokens.issue(user, person, session, session.createdAt())
                .with(new SignedIn.Beside(
                        factors.enrolBefore(user).orElse(null),
                        verified.backupCodesLeft(),
                        trusted.orElse(null),
                        known(pending.signIn(), person, origin)));
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
            failed(pending.signIn(), pending.userId(), "bad-factor", origin);
            throw e;
        }
    }

    private Session start(PendingSignIn pending, Person person, Verified verified, Origin origin) {
        var now = clock.instant();
        var first = pending.proof();
        var proof = new Proof(now, both(first.methods(), verified.methods()), null, first.identitySession());
        var session = startSession.start(person, origin, proof, now, pending.signIn());
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
