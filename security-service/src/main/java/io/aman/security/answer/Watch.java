package io.aman.security.answer;

import io.aman.events.SecurityEvent;
import io.aman.security.alert.Alerts;
import io.aman.security.alert.Occurrence;
import io.aman.security.alert.Severity;
import io.aman.security.detector.Kind;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.reputation.AddressRules;
import io.aman.security.reputation.Reputation;
import io.aman.security.risk.AssessRisk;
import io.aman.security.risk.Decision;
import io.aman.security.risk.RiskScore;
import io.aman.security.signal.Observe;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches sign-ins that have ended and answers what it notices. Each step does nothing the second time, so that a crash
 * in between is made good when the event comes again.
 */
public final class Watch {

    private static final String REASON = "risk";

    private final Observe observe;
    private final Reputation reputation;
    private final AssessRisk assessRisk;
    private final Alerts alerts;
    private final AddressRules rules;
    private final AnswerProperties properties;
    private final Clock clock;

    Watch(
            Observe observe,
            Reputation reputation,
            AssessRisk assessRisk,
            Alerts alerts,
            AddressRules rules,
            AnswerProperties properties,
            Clock clock) {
        this.observe = observe;
        this.reputation = reputation;
        this.assessRisk = assessRisk;
        this.alerts = alerts;
        this.rules = rules;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param traceparent the trace that a sign-in belongs to */
    public record Ended(SignIn signIn, @Nullable String traceparent) {}

    /** @param score of a success; null of a failure */
    public record Seen(
            SignIn signIn, List<Signal> signals, @Nullable RiskScore score) {}

    /**
     * Looks at sign-ins in their order, remembers them and answers them.
     *
     * @throws IllegalArgumentException when the address of one is none; nothing has changed then
     */
    public List<Seen> ended(List<Ended> all) {
        var observed = observe.ended(all.stream().map(this::watched).toList());
        var occurrences = new ArrayList<Occurrence>();
        var seen = new ArrayList<Seen>();
        for (var one : observed) {
            var signIn = one.signIn();
            var score = signIn.succeeded() ? assessRisk.score(one.signals()) : null;
            seen.add(new Seen(signIn, one.signals(), score));
            if (!isLate(signIn)) {
                occurrences.addAll(occurrences(one, score));
                blockWhoFailsEverywhere(one);
            }
        }
        alerts.raise(occurrences);
        return seen;
    }

    private Observe.Ended watched(Ended ended) {
        var signIn = ended.signIn();
        return new Observe.Ended(
                signIn,
                reputation.of(signIn.address()),
                ended.traceparent(),
                found -> isLate(signIn) || !signIn.succeeded() ? List.of() : answers(signIn, assessRisk.score(found)));
    }

    private boolean isLate(SignIn signIn) {
        return signIn.at().isBefore(clock.instant().minus(properties.within()));
    }

    private static List<Occurrence> occurrences(Observe.Observed observed, @Nullable RiskScore score) {
        var signIn = observed.signIn();
        var occurrences = new ArrayList<Occurrence>();
        observed.signals().stream()
                .filter(Signal::isActing)
                .forEach(signal -> occurrence(signIn, signal).ifPresent(occurrences::add));
        if (score != null && score.decision().compareTo(Decision.STEP_UP) >= 0) {
            occurrences.add(risky(signIn, score));
        }
        return occurrences;
    }

    private static List<SecurityEvent> answers(SignIn signIn, RiskScore score) {
        var userId = signIn.userId();
        var sessionId = signIn.sessionId();
        if (userId == null || score.decision() == Decision.ALLOW) {
            return List.of();
        }
        var answers = new ArrayList<SecurityEvent>();
        if (score.decision() == Decision.DENY) {
            if (sessionId != null) {
                answers.add(new SecurityEvent.SessionToEnd(userId, sessionId, REASON, signIn.at()));
            }
            answers.add(new SecurityEvent.ResetForced(userId, REASON, signIn.at()));
        }
        answers.add(new SecurityEvent.OwnerTold(
                userId, signIn.eventId(), score.kinds(), signIn.address(), signIn.userAgent(), signIn.at()));
        return answers;
    }

    private static Occurrence risky(SignIn signIn, RiskScore score) {
        return new Occurrence(
                AssessRisk.RISKY_SIGN_IN,
                score.decision() == Decision.DENY ? Severity.CRITICAL : Severity.HIGH,
                signIn.userId(),
                signIn.address(),
                signIn.eventId(),
                score.value() + ": " + String.join(", ", score.kinds()),
                signIn.at());
    }

    /** Of what somebody has to look at by itself; the rest counts in the score. */
    private static Optional<Occurrence> occurrence(SignIn signIn, Signal signal) {
        return switch (signal.kind()) {
            case BRUTE_FORCE -> Optional.of(occurrence(signIn, signal, Severity.MEDIUM, signIn.userId(), null));
            case SPRAYING, STUFFING -> Optional.of(occurrence(signIn, signal, Severity.HIGH, null, signIn.source()));
            case NETWORK_GUESSING -> Optional.of(occurrence(signIn, signal, Severity.HIGH, null, null));
            case DISTRIBUTED_GUESSING, PASSWORD_SPRAYING ->
                Optional.of(occurrence(signIn, signal, Severity.CRITICAL, null, null));
            case NEW_DEVICE,
                    NEW_COUNTRY,
                    CONCURRENT_COUNTRIES,
                    IMPOSSIBLE_TRAVEL,
                    TOR,
                    ANONYMISER,
                    LISTED_ADDRESS,
                    FAILURES_THEN_SUCCESS,
                    DORMANCY,
                    BREACHED_PASSWORD,
                    REFRESH_REUSE,
                    PAYMENT_VELOCITY,
                    NEW_PAYMENT_METHOD,
                    CARD_TESTING,
                    SHARED_CARD_TESTING,
                    DEVICE_CARD_TESTING -> Optional.empty();
        };
    }

    private static Occurrence occurrence(
            SignIn signIn, Signal signal, Severity severity, @Nullable String userId, @Nullable String address) {
        return new Occurrence(
                signal.kind().code(), severity, userId, address, signIn.eventId(), signal.detail(), signIn.at());
    }

    private void blockWhoFailsEverywhere(Observe.Observed observed) {
        var signIn = observed.signIn();
        var isSpraying =
                observed.signals().stream().anyMatch(signal -> signal.kind() == Kind.SPRAYING && signal.isActing());
        if (isSpraying
                && rules.blockedFor(signIn.address()).isEmpty()
                && observed.source().failedAccounts(signIn.at(), properties.blockFor())
                        >= properties.blockFromAccounts()) {
            var until = signIn.at().plus(properties.blockFor());
            rules.block(signIn.address(), "fails at many accounts", until, "detector:" + Kind.SPRAYING.code());
        }
    }
}
