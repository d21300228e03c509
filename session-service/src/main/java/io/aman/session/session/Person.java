package io.aman.session.session;

import io.aman.platform.security.AccessToken.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What counts for all sessions of a person at once; nobody but this service changes it, whatever directory they are in.
 *
 * @param generation sessions of a lower one are over
 * @param spared the one session that goes on nevertheless
 * @param permissionsVersion raised whenever the person's roles change
 */
public record Person(
        String userId, long generation, @Nullable String spared, long permissionsVersion) {

    /** Whoever never ended all sessions and never changed roles has no record. */
    static Person fresh(String userId) {
        return new Person(userId, 0, null, 0);
    }

    Person endingAll(@Nullable String butFor) {
        return new Person(userId, generation + 1, butFor, permissionsVersion);
    }

    Person withOtherPermissions() {
        return new Person(userId, generation, spared, permissionsVersion + 1);
    }

    boolean covers(Session session) {
        return session.generation() < generation && !session.id().equals(spared);
    }

    /** @param rolesVersion of what all roles grant */
    public Standing standing(Session session, long rolesVersion) {
        return new Standing(session.generation(), permissionsVersion, rolesVersion);
    }
}
