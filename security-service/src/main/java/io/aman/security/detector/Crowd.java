package io.aman.security.detector;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A sample of everybody's sign-ins within some seconds: of each span, the first accounts up to a bound, so that it costs
 * the same however many there are.
 *
 * @param strangers accounts at which somebody failed from where they had never been used
 * @param others accounts of all other sign-ins
 */
public record Crowd(Set<String> strangers, Set<String> others) {

    /** One sample covers this much; two are looked at together. */
    public static final Duration SPAN = Duration.ofSeconds(10);

    /** Accounts in one sample. */
    public static final int MOST = 256;

    public static final Crowd NOBODY = new Crowd(Set.of(), Set.of());

    public Crowd {
        strangers = Set.copyOf(strangers);
        others = Set.copyOf(others);
    }

    /** One sign-in alone: only failures at accounts that had never been used from there are a stranger's. */
    public static Crowd of(SignIn signIn, boolean isStranger) {
        var account = Set.of(signIn.account());
        return isStranger && !signIn.succeeded() ? new Crowd(account, Set.of()) : new Crowd(Set.of(), account);
    }

    /** Whether all of the other one are in it. */
    public boolean has(Crowd other) {
        return strangers.containsAll(other.strangers) && others.containsAll(other.others);
    }

    /** Both together. */
    public Crowd and(Crowd other) {
        return new Crowd(both(strangers, other.strangers), both(others, other.others));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    public int size() {
        return strangers.size() + others.size();
    }

    long strangersPercent() {
        var all = size();
        return all == 0 ? 0 : strangers.size() * 100L / all;
    }
}
