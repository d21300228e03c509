package io.aman.security.detector;

import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a detector sees of a sign-in.
 *
 * @param profile of the person before this sign-in; null where there is no such account
 * @param source the address, with this sign-in
 * @param crowd everybody, with this sign-in
 * @param sharers those who failed with the same password, with this sign-in; nobody where that is not known
 * @param neighbours those from the same operator's network, with this sign-in; nobody where that is not known
 */
public record Sight(
        SignIn signIn,
        AddressFacts facts,
        @Nullable Profile profile,
        Source source,
        Crowd crowd,
        Crowd sharers,
        Crowd neighbours) {

    /** For how long the person is at home where they signed in. */
    static final Duration AT_HOME = Duration.ofDays(90);

    /** Whether the account had not been used from around there before. */
    public static boolean isStranger(SignIn signIn, @Nullable Profile profile) {
        return profile == null || !profile.knows(Profile.Trait.NETWORK, signIn.network(), signIn.at(), AT_HOME);
    }

    boolean isStranger() {
        return isStranger(signIn, profile);
    }

    /** The person who gets in and has been here before; empty for failures, unknown accounts and first sign-ins. */
    Optional<Profile> returning() {
        return Optional.ofNullable(profile).filter(person -> signIn.succeeded() && person.hasVisitBefore(signIn.at()));
    }
}
