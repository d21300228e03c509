package io.aman.security.signal;

/** Erases what is remembered of a person. */
public interface ForgetPerson {

    /** Whether nothing is left; else something about them is still to be told: ask again. */
    boolean forget(String userId);
}
