package io.aman.session.session;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.session.session.SessionLists.Filter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds everybody's sessions for an administrator, newest first.
 *
 * <p>Whether one is live depends on its record, on the time and on its person, so that no index tells. A page looks at a
 * bounded number of records: it may hold fewer than asked for, even none, and still not be the last.
 */
final class SearchSessions {

    private static final int AT_ONCE = 100;

    /** How many records one page looks at. */
    static final int MOST = 1_000;

    enum State {
        LIVE,
        OVER
    }

    record Found(Session session, State state) {}

    private final SessionLists lists;
    private final People people;
    private final SessionPolicy policy;
    private final Clock clock;

    SearchSessions(SessionLists lists, People people, SessionPolicy policy, Clock clock) {
        this.lists = lists;
        this.people = people;
        this.policy = policy;
        this.clock = clock;
    }

    /** @param state only those; null for all */
    <T> Page<T> page(Filter filter, @Nullable State state, @Nullable Cursor after, int limit, Function<Found, T> view) {
        var items = new ArrayList<T>();
        var place = after;
        for (var looked = 0; looked < MOST; looked += AT_ONCE) {
            var read = lists.search(filter, place, AT_ONCE + 1); // one more tells that there is more
            var seen = judged(read.subList(0, Math.min(AT_ONCE, read.size())));
            for (var i = 0; i < seen.size(); i++) {
                var one = seen.get(i);
                place = new Cursor(one.session.createdAt(), one.session.id());
                if (state == null || state == one.state) {
                    items.add(view.apply(one));
                }
                if (items.size() == limit) {
                    return new Page<>(items, i + 1 < read.size() ? place.text() : null);
                }
            }
            if (read.size() <= AT_ONCE) {
                return new Page<>(items, null);
            }
        }
        return new Page<>(items, place == null ? null : place.text());
    }

    private List<Found> judged(List<Session> sessions) {
        var now = clock.instant();
        var known = people.of(sessions.stream().map(Session::userId).collect(Collectors.toSet()));
        return sessions.stream()
                .map(session -> new Found(
                        session, session.isLive(known.apply(session.userId()), policy, now) ? State.LIVE : State.OVER))
                .toList();
    }
}
