package io.aman.session.session;

import java.util.Locale;

/** Why a session ended before its time. */
public enum EndReason {
    LOGOUT,
    /** A refresh token came back that had been replaced: somebody has a copy. */
    REFRESH_REUSE,
    USER_DISABLED;

    /** As events and documents say it. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
