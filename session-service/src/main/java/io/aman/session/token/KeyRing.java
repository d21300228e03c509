package io.aman.session.token;

import io.aman.session.token.SigningKeyStore.Stored;
import java.time.Instant;
import java.util.List;

/**
 * Which key signs and which ones are published: every instance decides the same by the documents and its clock.
 *
 * @param keys all of them, oldest first; never empty
 */
record KeyRing(List<Stored> keys) {

    KeyRing {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an installation has a key");
        }
    }

    Stored newest() {
        return keys.getLast();
    }

    /** The latest one whose time has come. */
    Stored signing(Instant now) {
        return keys.reversed().stream()
                .filter(key -> !now.isBefore(key.signsFrom()))
                .findFirst()
                .orElseGet(keys::getFirst); // a new installation on a clock that is late
    }

    /** All but those that a later one has withdrawn. */
    List<Stored> published(Instant now) {
        var withdrawnBelow = keys.stream()
                .filter(key -> !now.isBefore(key.earlierUntil()))
                .mapToInt(Stored::generation)
                .max()
                .orElse(0);
        return keys.stream().filter(key -> key.generation() >= withdrawnBelow).toList();
    }
}
