package io.aman.session.oauth2;

/** Why a client gets no answer. */
abstract sealed class OAuthError extends RuntimeException {

    private OAuthError(String message) {
        super(message);
    }

    /** Unknown, or the wrong secret: the caller is never told which. */
    static final class InvalidClient extends OAuthError {
        InvalidClient() {
            super("Authenticate with the client's id and secret.");
        }
    }

    static final class InvalidForm extends OAuthError {
        InvalidForm(String message) {
            super(message);
        }
    }
}
