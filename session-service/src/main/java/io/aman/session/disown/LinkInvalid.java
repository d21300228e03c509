package io.aman.session.disown;

/** The link is none of ours, over, or was used before. */
final class LinkInvalid extends RuntimeException {

    LinkInvalid() {
        super("The link is not valid, not valid any more, or was used before.");
    }
}
