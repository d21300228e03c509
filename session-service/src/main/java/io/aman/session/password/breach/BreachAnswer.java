package io.aman.session.password.breach;

/** What is known of a password. */
public enum BreachAnswer {
    CLEAN,
    BREACHED,
    /** Nothing. */
    AWAY
}
