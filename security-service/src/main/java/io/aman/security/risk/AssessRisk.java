package io.aman.security.risk;

import io.aman.events.SecurityEvent.PaymentQuestioned;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.security.alert.Alerts;
import io.aman.security.alert.Occurrence;
import io.aman.security.alert.Severity;
import io.aman.security.detector.Purchase;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.reputation.Reputation;
import io.aman.security.signal.Observe;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says how likely it is that somebody is not who they say, before they get in. */
public final class AssessRisk {

    /** What the alert is called that a high score raises. */
    public static final String RISKY_SIGN_IN = "risky-sign-in";

    private final Observe observe;
    private final Reputation reputation;
    private final MongoAssessments assessments;
    private final Alerts alerts;
    private final Weights weights;

    AssessRisk(Observe observe, Reputation reputation, MongoAssessments assessments, Alerts alerts, Weights weights) {
        this.observe = observe;
        this.reputation = reputation;
        this.assessments = assessments;
        this.alerts = alerts;
        this.weights = weights;
    }

    /**
     * Decides, once for each attempt. Where nobody gets in, no event will tell of it: the alert is raised here.
     *
     * @param purpose what it is for
     * @throws IllegalArgumentException when the address is none
     */
    Assessment of(SignIn attempt, String purpose) {
        return of(attempt, purpose, null, List.of());
    }

    /**
     * As the other one; the owner is told where money is moved in a way that is unlike them.
     *
     * @param purchase what money is moved for; null at a sign-in
     * @param noticed beside what its place and its time tell
     */
    Assessment of(SignIn attempt, String purpose, @Nullable Purchase purchase, List<Signal> noticed) {
        var id = Ids.derived("asm_", purpose + " " + attempt.eventId());
        var signals = Stream.concat(
                        observe.pending(attempt, reputation.of(attempt.address())).stream(), noticed.stream())
                .toList();
        var assessment = new Assessment(
                id, purpose, attempt.userId(), attempt.address(), attempt.at(), signals, score(signals), purchase);
        var decided = assessments.add(assessment, told(assessment));
        if (decided.score().decision() == Decision.DENY) {
            alerts.raise(denied(decided));
        }
        return decided;
    }

    private static List<OutboxEvent> told(Assessment made) {
        var purchase = made.purchase();
        var userId = made.userId();
        if (purchase == null || userId == null || made.score().decision() == Decision.ALLOW) {
            return List.of();
        }
        var event = new PaymentQuestioned(
                userId,
                made.id(),
                purchase.paymentId(),
                made.purpose(),
                purchase.amount(),
                made.score().kinds(),
                made.address(),
                made.at());
        return List.of(new OutboxEvent(Ids.derived("evt_", made.id()), Topics.SECURITY, userId, made.at(), event));
    }

    private static Occurrence denied(Assessment decided) {
        var score = decided.score();
        return new Occurrence(
                RISKY_SIGN_IN,
                Severity.CRITICAL,
                decided.userId(),
                decided.address(),
                decided.id(),
                score.value() + ": " + String.join(", ", score.kinds()),
                decided.at());
    }

    /** By the weights in force. */
    public RiskScore score(List<Signal> signals) {
        return RiskScore.of(signals, weights);
    }
}
