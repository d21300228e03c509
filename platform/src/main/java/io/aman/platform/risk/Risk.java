package io.aman.platform.risk;

import java.util.List;

/** What becomes of a sign-in or a sensitive payment. Nobody is told the grounds but operators. */
public sealed interface Risk {

    /**
     * What a decision was made of.
     *
     * @param assessmentId names it at security-service
     * @param score between 0 and 100
     * @param reasons by the detectors' names, the gravest first
     * @param weightsVersion by which it was weighed
     */
    record Grounds(String assessmentId, int score, List<String> reasons, String weightsVersion) {

        public Grounds {
            reasons = List.copyOf(reasons);
        }
    }

    /** It goes on. */
    record Allow(Grounds grounds) implements Risk {}

    /** It goes on; security-service tells the owner. */
    record Notify(Grounds grounds) implements Risk {}

    /** It goes on when the person proves once more who they are; a remembered device is no proof. */
    record StepUp(Grounds grounds) implements Risk {}

    /** It ends here. */
    record Deny(Grounds grounds) implements Risk {}

    /** Nobody answered in time: a stricter rule of the caller's own decides, and the caller says so. */
    record Absent() implements Risk {}
}
