package io.aman.session.passkey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticator was asked for, until it answers: once, and not for long.
 *
 * @param challenge random, Base64url; comes back signed
 * @param userId whose answer is taken; null where whoever signs in is to say who they are
 * @param challengeId the sign-in whose second factor it is, where it is one
 */
record Ceremony(
        String challenge,
        Kind kind,
        @Nullable String userId,
        @Nullable String challengeId,
        Instant expiresAt) {

    enum Kind {
        REGISTRATION,
        SIGN_IN,
        SECOND_FACTOR
    }
}
