package io.aman.platform.security;

/** A token that must not be believed. The message is for logs and never holds the token. */
public final class InvalidToken extends RuntimeException {

    private final boolean expired;

    InvalidToken(String message, boolean expired) {
        super(message);
        this.expired = expired;
    }

    /** Whether it was ours and only its time is over: the client may refresh. */
    public boolean isExpired() {
        return expired;
    }
}
