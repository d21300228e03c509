package io.aman.session.access;

import io.aman.session.identity.EmailAddress;

/** What holds sign-ins to an account back after too many of them. */
public interface SignInHolds {

    /**
     * Lifts all of it for the account with this address.
     *
     * @return false when it could not be reached: it may still hold
     */
    boolean lift(EmailAddress email);
}
