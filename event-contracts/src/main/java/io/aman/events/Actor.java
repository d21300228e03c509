package io.aman.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param name {@code user:<id>}, {@code service:<name>} or {@code system:<name>}
 * @param address the client's address, where one was there
 * @param reason what the person gave as the reason, where one is asked for
 */
public record Actor(
        String name, @Nullable String address, @Nullable String reason) {

    public Actor {
        Objects.requireNonNull(name, "name");
    }
}
