package io.aman.payment.risk;

import io.aman.platform.risk.Risk;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Risk for tests that are not about it. */
public final class PaymentRiskFixture {

    private PaymentRiskFixture() {}

    /** Everything is harmless. */
    public static PaymentRisk none(Clock clock) {
        var grounds = new Risk.Grounds("asm_1", 0, List.of(), "none");
        return new PaymentRisk(
                _ -> new Risk.Allow(grounds), new PaymentRiskProperties(Map.of(), Map.of()), Optional::empty, clock);
    }
}
