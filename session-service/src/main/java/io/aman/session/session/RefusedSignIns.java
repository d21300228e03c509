package io.aman.session.session;

import java.time.Instant;

/** Sign-ins to somebody's account that came to nothing, whoever tried. */
public interface RefusedSignIns {

    /** More are counted as so many: what a number costs must not be up to an attacker. */
    int MOST = 10_000;

    /** How many there were since then, of those that are still on record. */
    long count(String userId, Instant since);
}
