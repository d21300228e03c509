package io.aman.session.identity;

import java.util.Objects;
import java.util.Set;

/**
 * A person as the directory knows them.
 *
 * @param id stable, and never another person's
 * @param language a BCP 47 tag: {@code en} or {@code ar}
 * @param roles names of roles; what they grant is not the directory's business
 * @param enabled whether they may sign in and stay signed in
 */
public record User(String id, EmailAddress email, String name, String language, Set<String> roles, boolean enabled) {

    /** The role that everybody gets who registers. */
    public static final String ROLE_USER = "USER";

    /** The role that permits everything. */
    public static final String ROLE_ADMIN = "ADMIN";

    public User {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(language, "language");
        roles = Set.copyOf(roles);
    }
}
