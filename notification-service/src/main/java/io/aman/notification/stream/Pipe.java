package io.aman.notification.stream;

/** The way to a client. Nothing here waits for it. */
interface Pipe {

    /**
     * Hands over what is to be sent.
     *
     * @return whether all of it has left already; if not, it is told when it has
     */
    boolean send(byte[] bytes);

    /** Ends it; once it has, no more is told. */
    void close();
}
