package io.aman.payment.risk;

import io.aman.platform.risk.PaymentQuestion;
import io.aman.platform.risk.PaymentQuestion.Purpose;
import io.aman.platform.risk.PaymentRiskAssessor;
import io.aman.platform.risk.Risk;
import io.aman.platform.risk.Risk.Grounds;
import io.aman.platform.security.Caller;
import io.aman.platform.security.StepUpRequired;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether money may move, and says by which rule. */
public final class PaymentRisk {

    private final PaymentRiskAssessor assessor;
    private final PaymentRiskProperties properties;
    private final Supplier<Optional<String>> device;
    private final Clock clock;

    /** @param device the one of whoever asks; empty where it is not known */
    PaymentRisk(
            PaymentRiskAssessor assessor,
            PaymentRiskProperties properties,
            Supplier<Optional<String>> device,
            Clock clock) {
        this.assessor = assessor;
        this.properties = properties;
        this.device = device;
        this.clock = clock;
    }

    /**
     * @param mayGoOn whether the money may move
     * @param rule what decided, for the audit trail: the decision, its score and the weights' version, or that it was the
     *     local rule
     */
    public record Ruling(boolean mayGoOn, String rule) {}

    /**
     * Waits no longer than {@code aman.risk.within}.
     *
     * @throws StepUpRequired when it takes a fresh sign-in, with the second factor of who has one, that the caller has not
     */
    public Ruling of(PaymentQuestion question, Caller caller) {
        if (question.purpose() == Purpose.REFUND
                && !properties.asksOfRefund(question.amountMinor(), question.currency())) {
            return new Ruling(true, "risk:not-asked");
        }
        return switch (assessor.assess(device.get().map(question::at).orElse(question))) {
            case Risk.Allow allow -> new Ruling(true, rule("allow", allow.grounds()));
            case Risk.Notify notify -> new Ruling(true, rule("notify", notify.grounds()));
            case Risk.Deny deny -> new Ruling(false, rule("deny", deny.grounds()));
            case Risk.StepUp stepUp -> {
                caller.requireFreshSignIn(clock.instant());
                yield new Ruling(true, rule("step-up", stepUp.grounds()));
            }
            case Risk.Absent _ -> local(question, caller);
        };
    }

    private Ruling local(PaymentQuestion question, Caller caller) {
        if (!properties.isAboveLocalLimit(question.amountMinor(), question.currency())) {
            return new Ruling(true, "risk:local/below-limit");
        }
        caller.requireFreshSignIn(clock.instant());
        return new Ruling(true, "risk:local/step-up");
    }

    private static String rule(String decision, Grounds grounds) {
        return "risk:%s/%d/%s/%s"
                .formatted(decision, grounds.score(), grounds.weightsVersion(), grounds.assessmentId());
    }
}
