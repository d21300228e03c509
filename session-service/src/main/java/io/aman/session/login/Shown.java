package io.aman.session.login;

import io.aman.platform.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows besides the password.
 *
 * @param trusted of a device that is to be trusted
 * @param known of a device at which the account's owner signed in before
 * @param solution of a challenge that was due
 */
record Shown(
        @Nullable Secret trusted,
        @Nullable Secret known,
        @Nullable String solution) {

    Shown solving(@Nullable String challenge) {
        return new Shown(trusted, known, challenge);
    }
}
