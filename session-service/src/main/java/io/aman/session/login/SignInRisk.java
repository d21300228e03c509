package io.aman.session.login;

import io.aman.events.LoginEvent;
import io.aman.platform.risk.Risk;
import io.aman.platform.risk.RiskAssessor;
import io.aman.platform.risk.RiskQuestion;
import io.aman.session.session.Clients;
import io.aman.session.session.Origin;
import io.aman.session.session.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a sign-in takes whose first half is proved. security-service decides; where it does not in time a stricter
 * rule of our own does: from a device that is not known, or that is elsewhere, a second factor is due whether the device is
 * remembered or not, or a code by mail where there is no factor.
 */
final class SignInRisk {

    /** What it takes. */
    enum Demand {
        /** What it always takes. */
        AS_USUAL,
        /** One more proof from whoever has any way to give it. */
        PROOF_WHERE_POSSIBLE,
        /** One more proof, or nobody gets in. */
        PROOF,
        /** Nobody gets in. */
        REFUSE
    }

    /** @param by as the event of the sign-in says it; null where nobody was asked */
    record Decided(Demand demand, @Nullable String by) {

        static final Decided UNASKED = new Decided(Demand.AS_USUAL, null);

        private static Decided assessed(Demand demand) {
            return new Decided(demand, LoginEvent.Succeeded.ASSESSED);
        }
    }

    private final RiskAssessor assessor;
    private final KnownDevices devices;
    private final Clients clients;

    SignInRisk(RiskAssessor assessor, KnownDevices devices, Clients clients) {
        this.assessor = assessor;
        this.devices = devices;
        this.clients = clients;
    }

    /** @param device known to the account, unless all sessions were ended since */
    Decided of(String userId, Sessions.SignIn signIn, @Nullable KnownDevice device, Origin origin) {
        var question = new RiskQuestion(
                RiskQuestion.Purpose.LOGIN,
                signIn.attemptId(),
                signIn.accountKey(),
                userId,
                origin.address(),
                origin.userAgent(),
                clients.of(origin),
                device != null,
                false);
        return switch (assessor.assess(question)) {
            case Risk.Allow _, Risk.Notify _ -> Decided.assessed(Demand.AS_USUAL);
            case Risk.StepUp _ -> Decided.assessed(Demand.PROOF);
            case Risk.Deny _ -> Decided.assessed(Demand.REFUSE);
            case Risk.Absent _ -> {
                var isAtHome = device != null && devices.isAtSamePlace(device, signIn.accountKey(), origin.address());
                yield new Decided(isAtHome ? Demand.AS_USUAL : Demand.PROOF_WHERE_POSSIBLE, LoginEvent.Succeeded.LOCAL);
            }
        };
    }
}
