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
 * @param passwordHeldSince when it came out that somebody else knows the password, which opens nothing from then on until
 *     its owner chooses another one by a link
 */
public record Person(
        String userId,
        long generation,
        @Nullable String spared,
        long permissionsVersion,
        List<OneUse> spent,
        @Nullable Instant passwordHeldSince) {

    public Person {
        spent = List.copyOf(spent);
    }

    Person(String userId, long generation, @Nullable String spared, long permissionsVersion) {
        this(userId, generation, spared, permissionsVersion, List.of(), null);
    }

    /** Whoever never ended all sessions and never changed roles has no record. */
    static Person fresh(String userId) {
        return new Person(userId, 0, null, 0);
    }

    Person endingAll(@Nullable String butFor) {
        return new Person(userId, generation + 1, butFor, permissionsVersion, spent, passwordHeldSince);
    }

    Person withOtherPermissions() {
        return new Person(userId, generation, spared, permissionsVersion + 1, spent, passwordHeldSince);
    }

    /** Those that are not good any more need not be remembered. */
    Person spending(OneUse use, Instant now) {
        var remembered = Stream.concat(spent.stream().filter(before -> now.isBefore(before.until())), Stream.of(use));
        return new Person(userId, generation, spared, permissionsVersion, remembered.toList(), passwordHeldSince);
    }

    /** Of several reasons the last one counts: a password that was chosen before it is held, too. */
    Person holdingPassword(Instant since) {
        var latest = passwordHeldSince != null && passwordHeldSince.isAfter(since) ? passwordHeldSince : since;
        return new Person(userId, generation, spared, permissionsVersion, spent, latest);
    }

    /** What came out after the password was chosen holds that one. */
    Person withPasswordOf(Instant chosenAt) {
        var holds = passwordHeldSince != null && passwordHeldSince.isAfter(chosenAt);
        return new Person(userId, generation, spared, permissionsVersion, spent, holds ? passwordHeldSince : null);
    }

    public boolean isPasswordHeld() {
        return passwordHeldSince != null;
    }

    public boolean hasSpent(OneUse use) {
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
