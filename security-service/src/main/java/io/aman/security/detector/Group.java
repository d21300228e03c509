package io.aman.security.detector;

import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sign-ins that have something in common. A sample of the accounts of each group is kept for each span of time, and two
 * spans are looked at together.
 *
 * @param name what they have in common
 */
public record Group(String name, Duration span) {

    /** All sign-ins. */
    public static final Group EVERYBODY = new Group("span", Crowd.SPAN);

    private static final Duration PASSWORD_SPAN = Duration.ofMinutes(30);
    private static final Duration NETWORK_SPAN = Duration.ofMinutes(5);

    /** Those whose wrong password has the same tag; an hour is looked at, at most. */
    public static Optional<Group> sharers(SignIn signIn) {
        return Optional.ofNullable(signIn.passwordTag()).map(tag -> new Group("password:" + tag, PASSWORD_SPAN));
    }

    /** Those from the same operator's network, or from data centres; ten minutes are looked at, at most. */
    public static Optional<Group> neighbours(AddressFacts facts) {
        return Optional.ofNullable(facts.operator())
                .map(number -> "as:" + number)
                .or(() -> facts.anonymity().isHosting() ? Optional.of("hosting") : Optional.empty())
                .map(name -> new Group(name, NETWORK_SPAN));
    }

    /** Those that the sign-in belongs to. */
    public static List<Group> of(SignIn signIn, AddressFacts facts) {
        return Stream.of(Optional.of(EVERYBODY), sharers(signIn), neighbours(facts))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The name of the sample that a sign-in of that time belongs to. */
    public String sampleAt(Instant at) {
        return sample(number(at));
    }

    /** The name of the one before it. */
    public String sampleBefore(Instant at) {
        return sample(number(at) - 1);
    }

    private long number(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), span.toSeconds());
    }

    private String sample(long number) {
        return name + ":" + number;
    }
}
