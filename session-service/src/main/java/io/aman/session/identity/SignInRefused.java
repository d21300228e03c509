package io.aman.session.identity;

/** A sign-in elsewhere that did not come to its end; nobody is signed in. The message quotes nothing that was sent. */
public final class SignInRefused extends RuntimeException {

    public SignInRefused(String message) {
        super(message);
    }
}
