package io.aman.session.identity;

/** The directory cannot answer now; nothing is known and nothing has changed. */
public final class IdentityUnavailable extends RuntimeException {

    public IdentityUnavailable(String message) {
        super(message);
    }
}
