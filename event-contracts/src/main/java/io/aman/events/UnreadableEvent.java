package io.aman.events;

/** A record that is no event of ours: an attribute is missing, or the data do not fit the type. Trying again is vain. */
public final class UnreadableEvent extends RuntimeException {

    /** @param message names what is wrong and quotes none of the data */
    public UnreadableEvent(String message) {
        super(message);
    }
}
