package io.aman.security.risk;

/** What becomes of a sign-in or a sensitive payment, the mildest first. */
public enum Decision {
    ALLOW,
    /** It goes on, and the owner is told. */
    NOTIFY,
    /** It goes on when the person proves once more who they are; a remembered device is no proof. */
    STEP_UP,
    DENY
}
