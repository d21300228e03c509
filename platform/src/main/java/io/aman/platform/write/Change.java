package io.aman.platform.write;

import java.util.List;
import java.util.function.Function;

/**
 * An aggregate as it is to be, what is told of that, and what the caller wants to know.
 *
 * @param told published with the change, in the same write
 * @param <A> the aggregate
 * @param <E> the events that it tells
 * @param <T> the result
 */
public record Change<A, E, T>(A after, List<E> told, T result) {

    /** Decides on a change by the aggregate as it is; asked again where somebody else was faster, so it only computes. */
    @FunctionalInterface
    public interface Rule<A, E, T> {

        Change<A, E, T> apply(A before);
    }

    public Change {
        told = List.copyOf(told);
    }

    /** One that nobody is told of. */
    public static <A, E, T> Change<A, E, T> silent(A after, T result) {
        return new Change<>(after, List.of(), result);
    }

    /** The same change with each of its events made another. */
    public <F> Change<A, F, T> telling(Function<? super E, F> event) {
        return new Change<>(after, told.stream().map(event).toList(), result);
    }
}
