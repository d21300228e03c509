package io.aman.session.access;

/** Why an administrator does not get what they ask for; nothing has changed unless it says so. */
abstract sealed class AccessError extends RuntimeException {

    private AccessError(String message) {
        super(message);
    }

    static final class UserNotFound extends AccessError {
        UserNotFound() {
            super("There is no such user.");
        }
    }

    static final class RoleNotFound extends AccessError {
        RoleNotFound() {
            super("There is no such role.");
        }
    }

    /** None, somebody else's, or none in which somebody acts as another person. */
    static final class ImpersonationNotFound extends AccessError {
        ImpersonationNotFound() {
            super("There is no such impersonation of yours.");
        }
    }

    static final class ImpersonationOver extends AccessError {
        ImpersonationOver() {
            super("The impersonation is over.");
        }
    }

    /** Administrators can neither close their own account nor act as themselves. */
    static final class OwnAccount extends AccessError {
        OwnAccount() {
            super("Not with one's own account.");
        }
    }

    /** Nobody could administer any more. */
    static final class LastAdministrator extends AccessError {
        LastAdministrator() {
            super("No other administrator would be left.");
        }
    }

    /** Nobody gives what they don't have, and only who may do everything administers who may do everything. */
    static final class BeyondOwnPermissions extends AccessError {
        BeyondOwnPermissions() {
            super("That takes permissions of which you have none.");
        }
    }

    static final class BuiltInRole extends AccessError {
        BuiltInRole(String message) {
            super(message);
        }
    }

    static final class RolesTooLarge extends AccessError {
        RolesTooLarge() {
            super("All roles together would have too many permissions for a token.");
        }
    }

    /** Another administrator, or a closed account. */
    static final class NotImpersonable extends AccessError {
        NotImpersonable(String message) {
            super(message);
        }
    }

    /** What holds sign-ins back could not be reached: it may still hold. */
    static final class UnlockUnavailable extends AccessError {
        UnlockUnavailable() {
            super("The limits of sign-ins cannot be reached; try again in a moment.");
        }
    }
}
