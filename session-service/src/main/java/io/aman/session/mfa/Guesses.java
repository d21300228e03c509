package io.aman.session.mfa;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one counter of answers for all kinds of factors of a person. An answer is counted before it is checked, so that
 * however many come at once no more are checked than may be.
 *
 * @param tries of the last fifteen minutes, ten at most; those that were right are not among them
 * @param spent challenges that were answered rightly, until they would be over
 * @param inARow wrong answers for each kind since its last right one
 * @param disabled kinds that count no more, and since when
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B-4, section 3.2.2</a>
 */
public record Guesses(
        List<Try> tries, Map<String, Instant> spent, Map<String, Integer> inARow, Map<String, Instant> disabled) {

    /** A challenge is over with these. */
    static final int PER_CHALLENGE = 5;

    /** No more are checked for one person in {@link #WINDOW}. */
    static final int PER_PERSON = 10;

    static final Duration WINDOW = Duration.ofMinutes(15);

    /** A kind is disabled by these. */
    static final int IN_A_ROW = 100;

    static final Guesses NONE = new Guesses(List.of(), Map.of(), Map.of(), Map.of());

    /** An answer that was or is being checked. */
    record Try(String challenge, Instant at) {}

    /** What becomes of an answer that is about to be checked. */
    sealed interface Verdict {

        /** It is counted in {@code next}: check it. */
        record Check(Guesses next) implements Verdict {}

        /** The challenge had its tries, or its success. */
        record Over() implements Verdict {}

        /** The person had theirs, until then. */
        record Held(Instant until) implements Verdict {}
    }

    public Guesses {
        tries = List.copyOf(tries);
        spent = Map.copyOf(spent);
        inARow = Map.copyOf(inARow);
        disabled = Map.copyOf(disabled);
    }

    Verdict reserve(Challenge challenge, String kind, Instant now) {
        var lately = lately(now);
        var here = lately.stream()
                .filter(one -> one.challenge.equals(challenge.key()))
                .count();
        if (spent.containsKey(challenge.key()) || here >= PER_CHALLENGE) {
            return new Verdict.Over();
        }
        if (lately.size() >= PER_PERSON) {
            return new Verdict.Held(lately.getFirst().at.plus(WINDOW));
        }
        lately.add(new Try(challenge.key(), now));
        var counted = new HashMap<>(inARow);
        counted.merge(kind, 1, Integer::sum);
        return new Verdict.Check(new Guesses(lately, unfinished(now), counted, disabled));
    }

    /** It was right: the try counts no longer, nor do wrong ones before it in the row, and the challenge is used up. */
    Guesses succeeded(Challenge challenge, String kind, Instant triedAt, Instant now) {
        var lately = lately(now);
        lately.remove(new Try(challenge.key(), triedAt));
        var used = new HashMap<>(unfinished(now));
        used.put(challenge.key(), challenge.until());
        var counted = new HashMap<>(inARow);
        counted.remove(kind);
        return new Guesses(lately, used, counted, disabled);
    }

    public boolean isDisabled(String kind) {
        return disabled.containsKey(kind);
    }

    boolean isSpent(Challenge challenge) {
        return spent.containsKey(challenge.key());
    }

    boolean isExhausted(String kind) {
        return inARow.getOrDefault(kind, 0) >= IN_A_ROW;
    }

    Guesses disabling(String kind, Instant at) {
        var more = new HashMap<>(disabled);
        more.put(kind, at);
        return new Guesses(tries, spent, inARow, more);
    }

    /** A new one of this kind was enrolled in place of those that were guessed at. */
    public Guesses allowedAgain(String kind) {
        var counted = new HashMap<>(inARow);
        counted.remove(kind);
        var fewer = new HashMap<>(disabled);
        fewer.remove(kind);
        return new Guesses(tries, spent, counted, fewer);
    }

    Guesses allowedAgain() {
        return new Guesses(tries, spent, Map.of(), Map.of());
    }

    /** In their order; parallel writers may have disordered clocks by a little. */
    private List<Try> lately(Instant now) {
        return tries.stream()
                .filter(one -> one.at.plus(WINDOW).isAfter(now))
                .sorted(Comparator.comparing(Try::at))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Map<String, Instant> unfinished(Instant now) {
        return spent.entrySet().stream()
                .filter(one -> one.getValue().isAfter(now))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
