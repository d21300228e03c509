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

    public static Actor user(String userId, @Nullable String address) {
        return new Actor("user:" + userId, address, null);
    }

    /** A client of ours that is no person. */
    public static Actor service(String name, @Nullable String address) {
        return new Actor("service:" + name, address, null);
    }

    /** A job or a rule of our own. */
    public static Actor system(String name) {
        return new Actor("system:" + name, null, null);
    }

    /** The same one, for this reason. */
    public Actor because(@Nullable String why) {
        return new Actor(name, address, why);
    }
}
