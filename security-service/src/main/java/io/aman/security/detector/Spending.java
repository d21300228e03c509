package io.aman.security.detector;

import io.aman.events.Money;
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
 * What is remembered of the payments of one person, or of everybody from one address or at one device; both lists are
 * bounded, and the oldest is forgotten first.
 *
 * @param whose the person's id, or what is counted for the address or the device
 * @param moves what became of payments, in the order of their times
 * @param asked what they were about to pay with, in the order of its times: what was paid tells only with which provider
 */
public record Spending(String whose, List<Move> moves, List<Asked> asked) {

    public static final int MOST_MOVES = 128;
    public static final int MOST_ASKED = 64;

    /** What became of a payment. */
    public enum Outcome {
        /** The amount is held. */
        HELD,
        /** The amount was taken. */
        TAKEN,
        DECLINED;

        boolean isGood() {
            return this != DECLINED;
        }
    }

    /** @param amount what the payment has come to */
    public record Move(String eventId, String paymentId, Outcome outcome, Money amount, String provider, Instant at) {}

    /**
     * @param attemptId the same one asks once
     * @param source what is counted for the address it was asked from; null where nothing is
     * @param device the one it was asked at; null where it is not known
     */
    public record Asked(
            String attemptId,
            String paymentId,
            @Nullable String method,
            @Nullable String source,
            @Nullable String device,
            Instant at) {

        /** What everybody's payments are counted for beside the person's: where they come from, and at what. */
        public Stream<String> shared() {
            return Stream.of(source, device).flatMap(Stream::ofNullable);
        }
    }

    public Spending {
        moves = List.copyOf(moves);
        asked = List.copyOf(asked);
    }

    public static Spending fresh(String whose) {
        return new Spending(whose, List.of(), List.of());
    }

    /** What happened in the window that ends at {@code at}. */
    List<Move> moves(Instant at, Duration window) {
        return moves.stream()
                .filter(move -> !move.at.isAfter(at) && move.at.isAfter(at.minus(window)))
                .toList();
    }

    /** Of those in the window that ends at {@code at}. */
    Declines declines(Instant at, Duration window) {
        var recent = moves(at, window);
        var declined = recent.stream().filter(move -> !move.outcome.isGood()).count();
        var others = recent.stream()
                .filter(move -> move.outcome.isGood())
                .map(Move::paymentId)
                .distinct()
                .count();
        return new Declines(declined, others);
    }

    /**
     * How many payments were declined.
     *
     * @param others that were not
     */
    record Declines(long declined, long others) {

        boolean areAtLeast(long count, long percent) {
            return declined >= count && declined * 100 >= percent * (declined + others);
        }

        @Override
        public String toString() {
            return "%d declined, %d not".formatted(declined, others);
        }
    }

    /** How the payment was last asked about. */
    public Optional<Asked> lastAsked(String paymentId) {
        return asked.reversed().stream()
                .filter(one -> one.paymentId.equals(paymentId))
                .findFirst();
    }

    boolean hasPaid() {
        return moves.stream().anyMatch(move -> move.outcome.isGood());
    }

    boolean hasPaidAt(String provider) {
        return moves.stream().anyMatch(move -> move.outcome.isGood() && move.provider.equals(provider));
    }

    boolean hasPaidWith(String method) {
        return asked.stream()
                .filter(one -> method.equals(one.method))
                .anyMatch(one ->
                        moves.stream().anyMatch(move -> move.outcome.isGood() && move.paymentId.equals(one.paymentId)));
    }

    /** With one more, unless it is there already. */
    public Spending after(Move move) {
        return new Spending(whose, with(moves, move, same(move), Move::at, MOST_MOVES), asked);
    }

    /** With one more, unless it is there already. */
    public Spending after(Asked one) {
        return new Spending(
                whose, moves, with(asked, one, other -> other.attemptId.equals(one.attemptId), Asked::at, MOST_ASKED));
    }

    private static Predicate<Move> same(Move move) {
        return other -> other.eventId.equals(move.eventId);
    }

    private static <T> List<T> with(List<T> some, T one, Predicate<T> isSame, Function<T, Instant> at, int most) {
        if (some.stream().anyMatch(isSame)) {
            return some;
        }
        var all = new ArrayList<>(Stream.concat(some.stream(), Stream.of(one)).toList());
        all.sort(Comparator.comparing(at));
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
