package io.aman.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PageTest {

    @Property(tries = 200)
    void pagesShowEveryItemOnceAndOnlyTheLastHasNoNext(
            @ForAll @IntRange(max = 30) int size, @ForAll @IntRange(min = 1, max = 7) int limit) {
        var places = LongStream.range(0, size)
                .mapToObj(i -> new Cursor(Instant.ofEpochMilli(i), Ids.derived("itm_", "" + i)))
                .toList()
                .reversed();

        var shown = new ArrayList<Cursor>();
        String next = null;
        do {
            var after = Cursor.parse(next);
            var page = Page.of(olderThan(places, after, limit + 1), limit, place -> place, place -> place);
            shown.addAll(page.items());
            next = page.nextCursor();
        } while (next != null);

        assertThat(shown).isEqualTo(places);
    }

    private static List<Cursor> olderThan(List<Cursor> places, Cursor after, int most) {
        return places.stream()
                .filter(place -> after == null || place.at().isBefore(after.at()))
                .limit(most)
                .toList();
    }
}
