package io.aman.session.mfa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An app that computes codes.
 *
 * @param seed sealed; it leaves this service once, when it is made
 * @param confirmedAt null while no code of it was shown: it counts for nothing
 * @param step the time step of the last code that was accepted, or -1: neither it nor one before it counts again
 */
public record Authenticator(
        String id,
        String name,
        String seed,
        Instant addedAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant usedAt,
        long step) {

    public static Authenticator added(String id, String name, String seed, Instant at) {
        return new Authenticator(id, name, seed, at, null, null, -1);
    }

    public boolean isConfirmed() {
        return confirmedAt != null;
    }

    public Authenticator confirmed(Instant at, long by) {
        return new Authenticator(id, name, seed, addedAt, at, usedAt, by);
    }

    public Authenticator used(Instant at, long by) {
        return new Authenticator(id, name, seed, addedAt, confirmedAt, at, by);
    }

    public Authenticator sealedAs(String other) {
        return new Authenticator(id, name, other, addedAt, confirmedAt, usedAt, step);
    }

    @Override
    public String toString() {
        return "Authenticator[" + id + "]";
    }
}
