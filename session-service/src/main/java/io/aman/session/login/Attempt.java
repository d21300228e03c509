package io.aman.session.login;

/**
 * A sign-in that was counted before anything is checked.
 *
 * @param id names it in every event about it
 * @param accountKey the account that was meant, whether it exists or not
 * @param allowed whether the password may be checked at all
 * @param local whether it was counted here, as security-service was away
 */
record Attempt(String id, String accountKey, boolean allowed, boolean local) {

    /** Counted by security-service. */
    Attempt(String id, String accountKey, boolean allowed) {
        this(id, accountKey, allowed, false);
    }
}
