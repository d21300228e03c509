package io.aman.session.token;

import io.aman.platform.security.AccessTokenVerifier;
import java.time.Duration;

/**
 * The times by which a change of keys goes unnoticed, whoever's clock is early or late by a minute.
 *
 * @param lifetime how long a key signs
 * @param cached how long whoever verifies tokens uses the keys they have fetched
 * @param accessLifetime how long an access token lives
 */
record KeyTimes(Duration lifetime, Duration cached, Duration accessLifetime) {

    /** How often every instance looks for new keys. */
    static final Duration RELOAD = Duration.ofSeconds(30);

    static final Duration SKEW = AccessTokenVerifier.CLOCK_SKEW;

    /** How long a withdrawn key is kept, for whoever wants to look into something. */
    static final Duration REMEMBERED = Duration.ofDays(1);

    /** How long a key is published before it signs: an HTTP cache may keep the old set as long as its reader does. */
    Duration publishedAhead() {
        return cached.multipliedBy(2).plus(RELOAD).plus(SKEW);
    }

    /** How long a key is published after its successor signs: a late clock signs late, and tokens get a minute more. */
    Duration publishedAfter() {
        return accessLifetime.plus(SKEW.multipliedBy(3));
    }

    /** An instance that has not seen the store for longer may have missed a key that signs by now. */
    Duration trusted() {
        return publishedAhead().minus(SKEW);
    }
}
