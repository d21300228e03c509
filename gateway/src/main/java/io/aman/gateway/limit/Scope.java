package io.aman.gateway.limit;

/** What requests of nobody in particular are counted as, each apart from the others. */
public enum Scope {
    /** Whatever has no token, or none that counts. */
    ADDRESS,
    /** Where passwords are tried. */
    SIGN_IN,
    /** What providers send. */
    WEBHOOK
}
