package io.aman.security.risk;

import io.aman.security.detector.Purchase;
import io.aman.security.detector.SignIn;
import io.aman.security.spending.WatchPayments;
import java.util.List;

/** Says how likely it is that somebody who pays, or gives money back, is not who they say. */
final class AssessPayment {

    static final String PAYMENT = "PAYMENT";
    private static final String REFUND = "REFUND";

    private final AssessRisk assessRisk;
    private final WatchPayments watch;

    AssessPayment(AssessRisk assessRisk, WatchPayments watch) {
        this.assessRisk = assessRisk;
        this.watch = watch;
    }

    /**
     * Decides, once for each attempt: by where the person is, as at a sign-in, and by what they pay.
     *
     * @param who calls, as if they signed in from where they are now
     * @throws IllegalArgumentException when the address is none
     */
    Assessment paying(SignIn who, String userId, Purchase purchase) {
        return assessRisk.of(who, PAYMENT, purchase, watch.pending(userId, purchase, who));
    }

    /** As the other one, of who gives money back: by where they are alone. */
    Assessment refunding(SignIn who, Purchase purchase) {
        return assessRisk.of(who, REFUND, purchase, List.of());
    }
}
