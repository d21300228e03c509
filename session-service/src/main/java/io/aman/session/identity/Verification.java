package io.aman.session.identity;

import org.jspecify.annotations.Nullable;

/** What a directory says about an e-mail address and a password. */
public sealed interface Verification {

    record Verified(User user) implements Verification {}

    /** @param userId whose password it is not; null where nobody has that address */
    record Bad(@Nullable String userId) implements Verification {}

    /** The account is closed; a directory of others may say so whatever the password. */
    record Disabled(String userId) implements Verification {}

    /** Nothing is known: never to be taken for {@link Bad}, and never counted as one. */
    record Unavailable() implements Verification {}
}
