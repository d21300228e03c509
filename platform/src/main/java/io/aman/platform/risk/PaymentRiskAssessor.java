package io.aman.platform.risk;

/** Says how likely it is that who moves money is not who they say. */
@FunctionalInterface
public interface PaymentRiskAssessor {

    /** As {@link RiskAssessor#assess}. */
    Risk assess(PaymentQuestion question);
}
