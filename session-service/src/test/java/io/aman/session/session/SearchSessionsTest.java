package io.aman.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.session.session.SearchSessions.State;
import io.aman.session.session.SessionLists.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchSessionsTest {

    private static final Filter ALL = new Filter(null, null, null, null);

    private final Stored stored = new Stored();
    private final SearchSessions search = new SearchSessions(stored.lists, stored.people, stored.policy, stored.clock);

    private Page<String> page(Filter filter, @Nullable State state, @Nullable String cursor, int limit) {
        return search.page(
                filter,
                state,
                Cursor.parse(cursor),
                limit,
                found -> found.session().id());
    }

    private List<String> found(@Nullable String userId, @Nullable State state, @Nullable String address) {
        return page(new Filter(userId, address, null, null), state, null, 100).items();
    }

    private List<String> all(@Nullable State state, int limit) {
        var shown = new ArrayList<String>();
        String cursor = null;
        do {
            var page = page(ALL, state, cursor, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            shown.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return shown;
    }

    @Test
    void anAdministratorFindsByWhateverIsAsked() {
        var over = stored.started("usr_1");
        stored.sessions.end(over.id(), EndReason.LOGOUT, Stored.BY);
        var live = stored.started("usr_1");
        var other = stored.started("usr_2");
        assertThat(found(null, null, null)).hasSize(3);
        assertThat(found("usr_1", State.LIVE, null)).containsExactly(live.id());
        assertThat(found("usr_1", State.OVER, null)).containsExactly(over.id());
        assertThat(found(null, State.LIVE, "203.0.113.7")).containsExactlyInAnyOrder(live.id(), other.id());
        assertThat(found(null, null, "203.0.113.8")).isEmpty();
        assertThat(found("{\"$gt\":\"\"}", null, null)).isEmpty();
        var later = stored.now().plusMillis(1);
        assertThat(page(new Filter(null, null, later, null), null, null, 9).items())
                .isEmpty();
        assertThat(page(new Filter(null, null, stored.now(), later), null, null, 9)
                        .items())
                .hasSize(3);
    }

    @Test
    void whateverMakesASessionOverItIsFoundAsOver() {
        var idle = stored.started("usr_1");
        stored.clock.advance(Duration.ofMinutes(31));
        var ended = stored.started("usr_1");
        stored.sessions.end(ended.id(), EndReason.LOGOUT, Stored.BY);
        var withAllOthers = stored.started("usr_2");
        var spared = stored.started("usr_2");
        stored.people.endOthers(spared, EndReason.TERMINATED, Stored.BY);

        assertThat(found(null, State.OVER, null)).containsExactlyInAnyOrder(idle.id(), ended.id(), withAllOthers.id());
        assertThat(found(null, State.LIVE, null)).containsExactly(spared.id());
        stored.clock.advance(Duration.ofDays(1));
        assertThat(found(null, State.LIVE, null)).isEmpty();
    }

    @Test
    void pagesShowEachOnceWhateverLiesBetweenThem() {
        var live = new ArrayList<String>();
        var over = new ArrayList<String>();
        for (var i = 0; i < 230; i++) {
            var session = stored.started("usr_" + i % 40);
            if (i % 40 < 30) {
                stored.sessions.end(session.id(), EndReason.LOGOUT, Stored.BY);
                over.addFirst(session.id());
            } else {
                live.addFirst(session.id());
            }
            stored.clock.advance(Duration.ofMillis(1));
        }
        for (var limit : new int[] {1, 7, 10, 100}) {
            assertThat(all(State.LIVE, limit)).as("pages of %d", limit).containsExactlyElementsOf(live);
            assertThat(all(State.OVER, limit)).as("pages of %d", limit).containsExactlyElementsOf(over);
            assertThat(all(null, limit)).hasSize(230);
        }
    }

    /** However rare it is, what is asked for costs no more than a bounded number of records a page. */
    @Test
    void aPageLooksAtSoManyRecordsAndSaysThatThereIsMore() {
        var first = stored.started("usr_0");
        stored.clock.advance(Duration.ofMillis(1));
        for (var i = 0; i < SearchSessions.MOST; i++) {
            stored.started("usr_1");
        }
        stored.sessions.end(first.id(), EndReason.LOGOUT, Stored.BY);
        var page = page(ALL, State.OVER, null, 20);
        assertThat(page.items()).isEmpty();
        assertThat(page.nextCursor()).isNotNull();
        var next = page(ALL, State.OVER, page.nextCursor(), 20);
        assertThat(next.items()).containsExactly(first.id());
        assertThat(next.nextCursor()).isNull();
    }
}
