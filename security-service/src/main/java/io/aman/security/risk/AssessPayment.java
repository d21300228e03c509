package io.aman.security.risk;

import io.aman.security.detector.Purchase;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.spending.WatchPayments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how likely it is that somebody who pays, or gives money back, is not who they say. */
final class AssessPayment {

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
     * @param purchase null where they give money back
     * @throws IllegalArgumentException when the address is none
     */
    Assessment of(SignIn who, String userId, @Nullable Purchase purchase) {
        var noticed = purchase == null ? List.<Signal>of() : watch.pending(userId, purchase, who.eventId(), who.at());
        return assessRisk.of(who, purchase == null ? "REFUND" : "PAYMENT", noticed);
    }
}
