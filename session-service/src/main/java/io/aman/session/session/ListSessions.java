package io.aman.session.session;

import io.aman.events.ClientFacts;
import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows people their sessions, and administrators everybody's. */
final class ListSessions {

    private static final int STATISTICS_DAYS = 30;

    record Device(
            String device,
            @Nullable String browser,
            @Nullable String os) {}

    record Location(String country, @Nullable String city) {}

    /** How often something was signed in with, and when that was last in use. */
    record Count<T>(T what, long count, Instant lastSeen) {

        private Count<T> plus(Count<T> other) {
            return new Count<>(what, count + other.count, lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen);
        }
    }

    /** Over the last {@code days}; the most frequent first. */
    record Statistics(int days, long logins, List<Count<Device>> devices, List<Count<Location>> locations) {}

    private final SessionLists lists;
    private final People people;
    private final SessionPolicy policy;
    private final Clock clock;

    ListSessions(SessionLists lists, People people, SessionPolicy policy, Clock clock) {
        this.lists = lists;
        this.people = people;
        this.policy = policy;
        this.clock = clock;
    }

    /** The live ones of the caller. A page may hold fewer than asked for and still not be the last. */
    <T> Page<T> mine(Caller caller, @Nullable Cursor after, int limit, Function<Session, T> view) {
        var now = clock.instant();
        var person = people.of(caller.userId());
        var found = lists.live(caller.userId(), now, after, limit + 1);
        return page(found, limit, session -> session.isLive(person, policy, now), view);
    }

    Statistics statistics(Caller caller) {
        var today = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var usage = lists.usage(caller.userId(), today.minus(Duration.ofDays(STATISTICS_DAYS)));
        return new Statistics(
                STATISTICS_DAYS,
                usage.stream().mapToLong(SessionLists.Usage::count).sum(),
                counted(usage, client -> new Device(client.device(), client.browser(), client.os())),
                counted(
                        usage,
                        client -> client.country() == null ? null : new Location(client.country(), client.city())));
    }

    /** A session and whether it is live. */
    record Found(Session session, boolean live) {}

    /** Those of everybody. A page may hold fewer than asked for and still not be the last. */
    <T> Page<T> all(SessionLists.Filter filter, @Nullable Cursor after, int limit, Function<Found, T> view) {
        var now = clock.instant();
        var known = new HashMap<String, Person>();
        Predicate<Session> live =
                session -> session.isLive(known.computeIfAbsent(session.userId(), people::of), policy, now);
        // Who has ended all their sessions is not in the sessions' records: one found as over is, one found as live may
        // be.
        Predicate<Session> shown = session -> filter.state() != SessionLists.State.LIVE || live.test(session);
        var found = lists.search(filter, now, after, limit + 1);
        return page(found, limit, shown, session -> view.apply(new Found(session, live.test(session))));
    }

    private static <T> Page<T> page(
            List<Session> found, int limit, Predicate<Session> shown, Function<Session, T> view) {
        var page = Page.of(found, limit, session -> new Cursor(session.createdAt(), session.id()), session -> session);
        return new Page<>(page.items().stream().filter(shown).map(view).toList(), page.nextCursor());
    }

    private static <T> List<Count<T>> counted(List<SessionLists.Usage> usage, Function<ClientFacts, @Nullable T> what) {
        Map<T, Count<T>> counts = new HashMap<>();
        for (var one : usage) {
            var key = what.apply(one.client());
            if (key != null) {
                counts.merge(key, new Count<>(key, one.count(), one.lastSeen()), Count::plus);
            }
        }
        return counts.values().stream()
                .sorted(Comparator.<Count<T>>comparingLong(Count::count)
                        .thenComparing(Count::lastSeen)
                        .reversed())
                .toList();
    }
}
