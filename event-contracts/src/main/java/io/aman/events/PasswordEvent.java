package io.aman.events;

import static io.aman.events.AccountFacts.require;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened to the password of an account. */
public sealed interface PasswordEvent extends AccountEvent {

    /** @param how {@code changed} by its owner, {@code reset} by a link, or {@code expired} and replaced at sign-in */
    @EventType("account.password-changed.v1")
    record PasswordChanged(
            String userId,
            String how,
            Instant at,
            Actor by,
            @Nullable String sealed) implements PasswordEvent {

        public PasswordChanged {
            require(userId, at, by);
            Objects.requireNonNull(how, "how");
        }
    }

    /** Somebody asked for a link to choose a new password; {@link #LINK} is sealed. */
    @EventType("account.password-reset-requested.v1")
    record PasswordResetRequested(
            String userId, Instant at, Actor by, @Nullable String sealed) implements PasswordEvent {

        public PasswordResetRequested {
            require(userId, at, by);
        }
    }

    /** @param days until the password opens nothing but its own change */
    @EventType("account.password-expiring.v1")
    record PasswordExpiring(
            String userId,
            int days,
            Instant at,
            Actor by,
            @Nullable String sealed) implements PasswordEvent {

        public PasswordExpiring {
            require(userId, at, by);
        }
    }
}
