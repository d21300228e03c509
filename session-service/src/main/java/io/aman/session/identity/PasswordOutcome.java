package io.aman.session.identity;

/** What came of setting a password. */
public enum PasswordOutcome {
    SET,
    /** It is one of the last ones; nothing has changed. */
    USED_BEFORE,
    /** Somebody was faster, or there is no such person; nothing has changed by this. */
    REPLACED_MEANWHILE,
    /** The directory has rules of its own; nothing has changed. */
    REFUSED
}
