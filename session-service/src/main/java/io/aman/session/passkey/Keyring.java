package io.aman.session.passkey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A person's passkeys.
 *
 * @param handle what authenticators know the person by, Base64url: random, so that it tells nothing (WebAuthn Level 3,
 *     section 14.6.1)
 */
record Keyring(String userId, String handle, List<Passkey> keys) {

    static final int MOST = 10;

    Keyring {
        keys = List.copyOf(keys);
    }

    Optional<Passkey> key(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /**
     * With one more.
     *
     * @throws PasskeyError.TooMany when there are {@value #MOST}
     * @throws PasskeyError.AlreadyRegistered when it is one of them
     */
    Keyring with(Passkey added) {
        if (key(added.id()).isPresent()) {
            throw new PasskeyError.AlreadyRegistered();
        }
        if (keys.size() >= MOST) {
            throw new PasskeyError.TooMany();
        }
        return new Keyring(
                userId, handle, Stream.concat(keys.stream(), Stream.of(added)).toList());
    }

    /** @throws PasskeyError.NotFound when there is none of that id */
    Keyring renamed(String id, String name) {
        return changed(id, key -> key.named(name));
    }

    /** @throws PasskeyError.NotFound when there is none of that id */
    Keyring without(String id) {
        require(id);
        return new Keyring(
                userId,
                handle,
                keys.stream().filter(key -> !key.id().equals(id)).toList());
    }

    /** With none. */
    Keyring emptied() {
        return new Keyring(userId, handle, List.of());
    }

    /**
     * After one has signed.
     *
     * @param count how often it has, as it says
     * @throws PasskeyError.NotFound when it was removed meanwhile
     * @throws PasskeyError.Copied when it has said that number, or a higher one, before
     */
    Keyring used(String id, long count, Instant at) {
        if (require(id).isCopiedAt(count)) {
            throw new PasskeyError.Copied();
        }
        return changed(id, key -> key.used(count, at));
    }

    private Keyring changed(String id, UnaryOperator<Passkey> change) {
        require(id);
        return new Keyring(
                userId,
                handle,
                keys.stream()
                        .map(key -> key.id().equals(id) ? change.apply(key) : key)
                        .toList());
    }

    private Passkey require(String id) {
        return key(id).orElseThrow(PasskeyError.NotFound::new);
    }
}
