package io.aman.session.session;

import java.util.Locale;

/** Why a session ended before its time. */
public enum EndReason {
    LOGOUT,
    /** A refresh token came back that had been replaced: somebody has a copy. */
    REFRESH_REUSE,
    USER_DISABLED,
    /** By the person or an administrator, from another device. */
    TERMINATED,
    /** A newer one took its place, where only so many are allowed. */
    REPLACED,
    /** The password that it was begun with is another one now. */
    PASSWORD_CHANGED,
    /** A client handed its token back. */
    REVOKED,
    /** The directory that vouched for it says that the person has signed out there. */
    IDENTITY_LOGOUT,
    /** The owner said of some change to the account that it was not them. */
    DISOWNED,
    /** Attack detection says that it is not its owner's. */
    ATTACK;

    /** As events and documents say it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
