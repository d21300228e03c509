package io.aman.platform.page;

/** A cursor that no list of ours gave out. */
public final class InvalidCursor extends RuntimeException {

    public InvalidCursor() {
        super("The cursor is none that a page ended with.");
    }
}
