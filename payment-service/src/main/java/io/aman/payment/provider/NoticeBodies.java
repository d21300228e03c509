package io.aman.payment.provider;

/** What providers' messages said word by word, which may name people. */
public interface NoticeBodies {

    /**
     * Leaves of all messages about this only what shows which they were.
     *
     * @param ref as {@link Notice#ref()} has it
     */
    void erase(String provider, String ref);
}
