package io.aman.events;

import java.util.Objects;

/** What happened to an account; on {@link Topics#SESSIONS}, keyed by the user's id. */
public sealed interface UserEvent extends DomainEvent {

    String userId();

    /**
     * An account came to be.
     *
     * @param email where messages to the owner go
     * @param language a BCP 47 tag: {@code en} or {@code ar}
     */
    @EventType("user.registered.v1")
    record Registered(String userId, String email, String name, String language) implements UserEvent {

        public Registered {
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(email, "email");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(language, "language");
        }
    }

    /** Somebody tried to register the address of this account again; only its owner is told. */
    @EventType("user.registration-repeated.v1")
    record RegistrationRepeated(String userId) implements UserEvent {

        public RegistrationRepeated {
            Objects.requireNonNull(userId, "userId");
        }
    }
}
