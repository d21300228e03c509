package io.aman.platform.security;

/** The signing keys could not be had: nothing is known about the token, so the answer is 503 and never 401. */
public final class KeysUnavailable extends RuntimeException {

    KeysUnavailable(Throwable cause) {
        super("the signing keys cannot be had", cause);
    }
}
