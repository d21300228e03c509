package io.aman.security.challenge;

/** Makes attempts cost something. */
public interface Challenger {

    /** A new one, for attempts at this account from this address. */
    Challenge challenge(String accountKey, String address);

    /**
     * Whether this solves a challenge for that account and address; each solution counts once, whoever is asked.
     *
     * @param solution of a length that may be looked at
     */
    boolean accepts(String solution, String accountKey, String address);
}
