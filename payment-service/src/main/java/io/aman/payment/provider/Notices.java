package io.aman.payment.provider;

/** Where adapters hand in what their provider tells them. */
public interface Notices {

    /**
     * Stores a notice durably before it returns, and works on it afterwards.
     *
     * @return false for one that is known already, after which nothing more happens
     * @throws RuntimeException when it could not be stored: the provider must not get a 2xx
     */
    boolean receive(Notice notice);
}
