package io.aman.platform.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor where the next page begins; absent on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * Cuts a page out of what was found.
     *
     * @param found up to {@code limit + 1} items: the one too many tells that there is a next page
     */
    public static <S, T> Page<T> of(List<S> found, int limit, Function<S, Cursor> place, Function<S, T> view) {
        var shown = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? place.apply(shown.getLast()).text() : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
