package io.aman.platform.security;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How sure it is that a caller is who they say, by the levels of NIST SP 800-63B-4.
 *
 * @param level {@link #AAL1} by one factor, {@link #AAL2} by two; the claim {@code acr}
 * @param stepUp the level that a fresh sign-in of this person has: {@link #AAL2} where they have a second factor; the
 *     claim {@code step_up}
 * @param enrolOnly whether they have to get a second factor before they do anything else; the claim {@code enrol}
 */
public record Assurance(String level, String stepUp, boolean enrolOnly) {

    public static final String AAL1 = "aal1";
    public static final String AAL2 = "aal2";

    /** One factor, and no more is asked for. */
    public static final Assurance SINGLE = new Assurance(AAL1, AAL1, false);

    private static final Assurance DOUBLE = new Assurance(AAL2, AAL1, false);
    private static final String MFA = "mfa";

    /** What methods of RFC 8176 amount to. */
    public static Assurance of(List<String> methods) {
        return methods.contains(MFA) ? DOUBLE : SINGLE;
    }

    /** The same of somebody who has a second factor. */
    public Assurance askingForFactor() {
        return new Assurance(level, AAL2, enrolOnly);
    }

    /** The same of somebody who has to get one. */
    public Assurance onlyToEnrol() {
        return new Assurance(level, stepUp, true);
    }

    /** What it takes to do something that asks for {@code asked} at least. */
    String needed(String asked) {
        return asked.equals(AAL2) ? AAL2 : stepUp;
    }

    /** Whether it is as sure as that. */
    boolean reaches(String needed) {
        return needed.equals(AAL1) || level.equals(AAL2);
    }

    /** Adds the claims that say this. */
    public void putClaims(Map<String, Object> claims) {
        claims.put("acr", level);
        if (!stepUp.equals(AAL1)) {
            claims.put("step_up", stepUp);
        }
        if (enrolOnly) {
            claims.put("enrol", true);
        }
    }

    /** What {@link #putClaims} said; a level that is unknown counts as the lower one, and asks for the higher one. */
    static Assurance ofClaims(@Nullable String acr, @Nullable String stepUp, @Nullable Boolean enrol) {
        return new Assurance(
                AAL2.equals(acr) ? AAL2 : AAL1,
                stepUp == null || stepUp.equals(AAL1) ? AAL1 : AAL2,
                Boolean.TRUE.equals(enrol));
    }
}
