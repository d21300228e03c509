package io.aman.security.detector;

import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one person's sign-ins; every list is bounded, and the oldest is forgotten first.
 *
 * @param failures in the order of their times
 * @param visits the last successes, in the order of their times
 * @param known devices, networks and countries that successes came from, with the last time
 * @param told the last events and what was noticed of each: a second telling gets the same answer
 */
public record Profile(String userId, List<Failure> failures, List<Visit> visits, List<Known> known, List<Told> told) {

    private static final int MOST_FAILURES = 64;
    private static final int MOST_VISITS = 24;
    private static final int MOST_KNOWN = 128;
    private static final int MOST_TOLD = 16;

    /**
     * @param source what is counted for the address
     * @param eventId null where an earlier version remembered it
     */
    public record Failure(
            Instant at, String source, @Nullable String eventId) {}

    /** What something is that a success came from. */
    public enum Trait {
        DEVICE,
        NETWORK,
        COUNTRY
    }

    public record Known(Trait trait, String value, Instant lastAt) {

        private boolean isSameAs(Known other) {
            return trait == other.trait && value.equals(other.value);
        }
    }

    public record Told(String eventId, List<Signal> signals) {

        public Told {
            signals = List.copyOf(signals);
        }
    }

    public Profile {
        failures = List.copyOf(failures);
        visits = List.copyOf(visits);
        known = List.copyOf(known);
        told = List.copyOf(told);
    }

    public static Profile fresh(String userId) {
        return new Profile(userId, List.of(), List.of(), List.of(), List.of());
    }

    /** What was noticed when this event was told before; empty where it was not. */
    public Optional<List<Signal>> answerTo(String eventId) {
        return told.stream()
                .filter(one -> one.eventId.equals(eventId))
                .map(Told::signals)
                .findFirst();
    }

    public boolean knows(Trait trait, String value, Instant at, Duration within) {
        return known.stream()
                .anyMatch(
                        one -> one.trait == trait && one.value.equals(value) && !one.lastAt.isBefore(at.minus(within)));
    }

    /** Whether anything of the kind is known. */
    boolean knowsAny(Trait trait) {
        return known.stream().anyMatch(one -> one.trait == trait);
    }

    /** Whether the person has signed in before that time. */
    boolean hasVisitBefore(Instant at) {
        return visits.stream().anyMatch(visit -> visit.at().isBefore(at));
    }

    Optional<Visit> lastVisitBefore(Instant at) {
        return lastVisitBefore(at, _ -> true);
    }

    Optional<Visit> lastVisitBefore(Instant at, Predicate<Visit> which) {
        return visits.stream()
                .filter(visit -> !visit.at().isAfter(at))
                .filter(which)
                .reduce((_, later) -> later);
    }

    Optional<Visit> firstVisitAfter(Instant at, Predicate<Visit> which) {
        return visits.stream()
                .filter(visit -> visit.at().isAfter(at))
                .filter(which)
                .findFirst();
    }

    /** Those in the window that ends at {@code at}. */
    List<Failure> failures(Instant at, Duration window) {
        return failures.stream()
                .filter(failure -> !failure.at.isAfter(at) && failure.at.isAfter(at.minus(window)))
                .toList();
    }

    /** With one more sign-in and what was noticed of it. */
    public Profile after(SignIn signIn, AddressFacts facts, List<Signal> signals) {
        return after(signIn, facts, signals, 1);
    }

    /**
     * With one more of several that are written together. All of these are remembered as told, however many: together
     * they come again after a crash. A failure or a visit that is there already is not added, and one that was forgotten
     * is older than those that were not: what is counted is right even where an event is no longer known to be told.
     *
     * @param together how many they are
     */
    public Profile after(SignIn signIn, AddressFacts facts, List<Signal> signals, int together) {
        var answered = last(Math.max(MOST_TOLD, together), told, new Told(signIn.eventId(), signals));
        if (!signIn.succeeded()) {
            var failed = new Failure(signIn.at(), signIn.source(), signIn.eventId());
            var isThere = failures.stream().anyMatch(one -> signIn.eventId().equals(one.eventId));
            var all = isThere ? failures : lastInTime(MOST_FAILURES, failures, failed, Failure::at);
            return new Profile(userId, all, visits, known, answered);
        }
        var visit = Visit.of(signIn, facts);
        var isThere = visits.stream().anyMatch(one -> signIn.eventId().equals(one.eventId()));
        var all = isThere ? visits : withPlace(lastInTime(MOST_VISITS, visits, visit, Visit::at));
        return new Profile(userId, failures, all, learned(visit), answered);
    }

    /** However many hide their place, the last one that did not is kept: there are {@link #MOST_VISITS} all the same. */
    private List<Visit> withPlace(List<Visit> latest) {
        if (latest.stream().anyMatch(Visit::showsPlace)) {
            return latest;
        }
        return visits.stream()
                .filter(Visit::showsPlace)
                .reduce((_, later) -> later)
                .map(shown ->
                        Stream.concat(Stream.of(shown), latest.stream().skip(1)).toList())
                .orElse(latest);
    }

    /** Without what was learned from a success that was not the owner's. */
    public Profile without(String eventId) {
        var kept = visits.stream()
                .filter(visit -> !visit.eventId().equals(eventId))
                .toList();
        var taught = visits.stream()
                .filter(visit -> visit.eventId().equals(eventId))
                .flatMap(Profile::traits)
                .filter(trait -> kept.stream().flatMap(Profile::traits).noneMatch(trait::isSameAs))
                .toList();
        var left = known.stream()
                .filter(one -> taught.stream().noneMatch(one::isSameAs))
                .toList();
        return new Profile(userId, failures, kept, left, told);
    }

    private List<Known> learned(Visit visit) {
        var learned = new ArrayList<>(known);
        traits(visit).forEach(trait -> {
            var before = learned.stream().filter(trait::isSameAs).findFirst();
            before.ifPresent(learned::remove);
            learned.add(before.filter(one -> one.lastAt.isAfter(trait.lastAt)).orElse(trait));
        });
        learned.sort(Comparator.comparing(Known::lastAt));
        return learned.subList(Math.max(0, learned.size() - MOST_KNOWN), learned.size());
    }

    private static Stream<Known> traits(Visit visit) {
        var here = Stream.of(
                new Known(Trait.DEVICE, visit.device() + "|" + visit.network(), visit.at()),
                new Known(Trait.NETWORK, visit.network(), visit.at()));
        return visit.country() == null || visit.hidesPlace()
                ? here
                : Stream.concat(here, Stream.of(new Known(Trait.COUNTRY, visit.country(), visit.at())));
    }

    private static <T> List<T> lastInTime(int most, List<T> before, T one, Function<T, Instant> at) {
        var all = new ArrayList<>(before);
        all.add(one);
        all.sort(Comparator.comparing(at));
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    private static <T> List<T> last(int most, List<T> before, T one) {
        var all = new ArrayList<>(before);
        all.add(one);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
