package io.aman.platform.security;

/** Only the person themselves may do this, and not who acts as them; answered 403. */
public final class ImpersonationNotAllowed extends RuntimeException {

    public ImpersonationNotAllowed() {
        super("Nobody else may do this on the person's behalf.");
    }
}
