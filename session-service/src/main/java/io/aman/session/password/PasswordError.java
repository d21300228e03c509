package io.aman.session.password;

import io.aman.platform.Secret;
import java.time.Duration;
import java.util.Set;

/** Why a password is not set, or opens nothing. */
public abstract sealed class PasswordError extends RuntimeException {

    private PasswordError(String message) {
        super(message);
    }

    /** It breaks a rule; nothing has changed. */
    static final class Refused extends PasswordError {

        final transient Set<Weakness> weaknesses;

        Refused(Set<Weakness> weaknesses) {
            super("The password is not acceptable.");
            this.weaknesses = Set.copyOf(weaknesses);
        }
    }

    /** Nobody could say whether it is known from a breach, and the installation takes none then. */
    static final class BreachUnknown extends PasswordError {
        BreachUnknown() {
            super("It cannot be found out at the moment whether the password is known from a breach; try again.");
        }
    }

    /** Used, too old, replaced by a newer one, somebody else's, or never ours: nobody is told which. */
    static final class LinkInvalid extends PasswordError {
        LinkInvalid() {
            super("The link is not valid any more; ask for another one.");
        }
    }

    /** The present password is not the one that was given, or is so no longer. */
    static final class WrongPassword extends PasswordError {
        WrongPassword() {
            super("The present password is wrong.");
        }
    }

    /** Neither a session nor a token that allows the change. */
    static final class NotSignedIn extends PasswordError {
        NotSignedIn() {
            super("Sign in first.");
        }
    }

    /** The directory has rules of its own, and takes this one not. */
    static final class RefusedByDirectory extends PasswordError {
        RefusedByDirectory() {
            super("The directory does not take this password.");
        }
    }

    /** Too many passwords are being judged. */
    static final class Busy extends PasswordError {
        Busy() {
            super("Try again in a moment.");
        }
    }

    /** The password was right, and somebody else knows it, too: it opens nothing any more, not even its own change. */
    public static final class ResetRequired extends PasswordError {
        public ResetRequired() {
            super("Choose another password by the link that was sent to you, or ask for one at"
                    + " POST /api/auth/password/forgot.");
        }
    }

    /** The password was right, and is too old for anything but its change. */
    public static final class Expired extends PasswordError {

        final transient Secret token;
        final transient Duration lifetime;

        /** @param token opens the change of this one password, for {@code lifetime} */
        Expired(Secret token, Duration lifetime) {
            super("The password is too old: choose another one at POST /api/auth/password/change.");
            this.token = token;
            this.lifetime = lifetime;
        }
    }
}
