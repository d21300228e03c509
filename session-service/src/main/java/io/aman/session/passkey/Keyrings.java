package io.aman.session.passkey;

import io.aman.events.DomainEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Everybody's passkeys. */
interface Keyrings {

    /** What a change tells, from how it was and how it is. */
    interface Told {
        List<DomainEvent> of(Keyring before, Keyring after);
    }

    Optional<Keyring> of(String userId);

    /** The keyring of whom authenticators know by this. */
    Optional<Keyring> byHandle(String handle);

    /** The person's, with a handle of its own from now on. */
    Keyring begun(String userId);

    /** Whether anybody has registered what an authenticator calls so. */
    boolean knows(String credentialId);

    /**
     * Changes a keyring and tells of it in one write. A rule that changes nothing tells nothing. What it throws is passed
     * on, and nothing has changed.
     *
     * @param rule may be asked several times, where others change it in the same moment
     * @throws PasskeyError.NotFound when the person has none
     * @throws PasskeyError.AlreadyRegistered when somebody else has registered a key of it
     */
    Keyring change(String userId, UnaryOperator<Keyring> rule, Told told);

    /** Tells of something at which nothing changes. */
    void tell(String userId, DomainEvent event);
}
