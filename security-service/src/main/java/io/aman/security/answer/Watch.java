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

    /** @param score of a success; null of a failure */
    public record Seen(List<Signal> signals, @Nullable RiskScore score) {}

    /**
     * Looks at a sign-in, remembers it and answers it.
     *
     * @throws IllegalArgumentException when its address is none
     */
    public Seen ended(SignIn signIn) {
        var isLate = signIn.at().isBefore(clock.instant().minus(properties.within()));
        var signals = observe.ended(
                signIn,
                reputation.of(signIn.address()),
                found -> isLate || !signIn.succeeded() ? List.of() : answers(signIn, assessRisk.score(found)));
        var score = signIn.succeeded() ? assessRisk.score(signals) : null;
        if (!isLate) {
            signals.stream()
                    .filter(Signal::isActing)
                    .forEach(signal -> occurrence(signIn, signal).ifPresent(alerts::raise));
            if (score != null && score.decision().compareTo(Decision.STEP_UP) >= 0) {
                alerts.raise(risky(signIn, score));
            }
            blockWhoFailsEverywhere(signIn, signals);
        }
        return new Seen(signals, score);
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
            case DISTRIBUTED_GUESSING -> Optional.of(occurrence(signIn, signal, Severity.CRITICAL, null, null));
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
                    CARD_TESTING -> Optional.empty();
        };
    }

    private static Occurrence occurrence(
            SignIn signIn, Signal signal, Severity severity, @Nullable String userId, @Nullable String address) {
        return new Occurrence(
                signal.kind().code(), severity, userId, address, signIn.eventId(), signal.detail(), signIn.at());
    }

    private void blockWhoFailsEverywhere(SignIn signIn, List<Signal> signals) {
        var isSpraying = signals.stream().anyMatch(signal -> signal.kind() == Kind.SPRAYING && signal.isActing());
        if (isSpraying
                && rules.blockedFor(signIn.address()).isEmpty()
                && observe.failedAccounts(signIn, properties.blockFor()) >= properties.blockFromAccounts()) {
            var until = signIn.at().plus(properties.blockFor());
            rules.block(signIn.address(), "fails at many accounts", until, "detector:" + Kind.SPRAYING.code());
        }
    }
}
