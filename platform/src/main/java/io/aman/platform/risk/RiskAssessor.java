package io.aman.platform.risk;

/** Says how likely it is that somebody is not who they say. */
@FunctionalInterface
public interface RiskAssessor {

    /** Never waits longer than it is allowed to, and never throws: without an answer it is {@link Risk.Absent}. */
    Risk assess(RiskQuestion question);
}
