package io.aman.session.login;

/**
 * A sign-in that was counted before anything is checked.
 *
 * @param id names it in every event about it
 * @param accountKey the account that was meant, whether it exists or not
 * @param allowed whether the password may be checked at all
 */
record Attempt(String id, String accountKey, boolean allowed) {}
