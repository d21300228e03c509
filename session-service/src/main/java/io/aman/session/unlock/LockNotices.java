package io.aman.session.unlock;

import io.aman.session.identity.EmailAddress;
import java.time.Instant;

/** Takes down that sign-in to an account is locked, whether there is such an account or not. */
@FunctionalInterface
public interface LockNotices {

    /**
     * Has the owner told, once for each lock, if there is an owner. That is looked up later, so that neither the answer of
     * the sign-in nor its time tells.
     *
     * @param accountKey names the account that was meant
     * @param until when the lock is over; with the account it names the lock
     * @param address whose attempt was refused
     */
    void locked(EmailAddress email, String accountKey, Instant until, String address);
}
