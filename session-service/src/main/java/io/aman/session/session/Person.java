package io.aman.session.session;

import io.aman.platform.security.AccessToken.Standing;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What counts for all sessions of a person at once; nobody but this service changes it, whatever directory they are in.
 *
 * @param generation sessions of a lower one are over
 * @param spared the one session that goes on nevertheless
 * @param permissionsVersion raised whenever the person's roles change
 * @param spent one-time links that were used, each until it would not be good any more
 */
public record Person(
        String userId, long generation, @Nullable String spared, long permissionsVersion, List<OneUse> spent) {

    public Person {
        spent = List.copyOf(spent);
    }

    Person(String userId, long generation, @Nullable String spared, long permissionsVersion) {
        this(userId, generation, spared, permissionsVersion, List.of());
    }

    /** Whoever never ended all sessions and never changed roles has no record. */
    static Person fresh(String userId) {
        return new Person(userId, 0, null, 0);
    }

    Person endingAll(@Nullable String butFor) {
        return new Person(userId, generation + 1, butFor, permissionsVersion, spent);
    }

    Person withOtherPermissions() {
        return new Person(userId, generation, spared, permissionsVersion + 1, spent);
    }

    /** Those that are not good any more need not be remembered. */
    Person spending(OneUse use, Instant now) {
        var remembered = Stream.concat(spent.stream().filter(before -> now.isBefore(before.until())), Stream.of(use));
        return new Person(userId, generation, spared, permissionsVersion, remembered.toList());
    }

    boolean hasSpent(OneUse use) {
        return spent.stream().anyMatch(before -> before.id().equals(use.id()));
    }

    boolean covers(Session session) {
        return session.generation() < generation && !session.id().equals(spared);
    }

    /** @param rolesVersion of what all roles grant */
    public Standing standing(Session session, long rolesVersion) {
        return new Standing(session.generation(), permissionsVersion, rolesVersion);
    }
}
