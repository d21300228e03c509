package io.aman.session.login;

import io.aman.platform.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows besides the password.
 *
 * @param trusted of a device that is to be trusted
 * @param known of a device at which the account's owner signed in before
 */
record Shown(@Nullable Secret trusted, @Nullable Secret known) {

    static final Shown NOTHING = new Shown(null, null);
}
