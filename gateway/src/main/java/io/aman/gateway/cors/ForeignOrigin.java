package io.aman.gateway.cors;

/** A page of an origin that is not listed asks for a change, or what it may ask. It has no stack trace: it is cheap. */
public final class ForeignOrigin extends RuntimeException {

    ForeignOrigin(String what) {
        super(what, null, false, false);
    }
}
