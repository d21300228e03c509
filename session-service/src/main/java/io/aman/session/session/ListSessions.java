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
import org.jspecify.annotations.Nullable;

/** Shows people their sessions. */
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
    record Statistics(
            int days, long logins, long failedLogins, List<Count<Device>> devices, List<Count<Location>> locations) {}

    private final SessionLists lists;
    private final RefusedSignIns refused;
    private final People people;
    private final SessionPolicy policy;
    private final Clock clock;

    ListSessions(SessionLists lists, RefusedSignIns refused, People people, SessionPolicy policy, Clock clock) {
        this.lists = lists;
        this.refused = refused;
        this.people = people;
        this.policy = policy;
        this.clock = clock;
    }

    /** The live ones of the caller. A page may hold fewer than asked for and still not be the last. */
    <T> Page<T> mine(Caller caller, @Nullable Cursor after, int limit, Function<Session, T> view) {
        var now = clock.instant();
        var person = people.of(caller.userId());
        var found = Page.of(
                lists.live(caller.userId(), now, after, limit + 1),
                limit,
                session -> new Cursor(session.createdAt(), session.id()),
                session -> session);
        var live = found.items().stream().filter(session -> session.isLive(person, policy, now));
        return new Page<>(live.map(view).toList(), found.nextCursor());
    }

    Statistics statistics(Caller caller) {
        var today = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var since = today.minus(Duration.ofDays(STATISTICS_DAYS));
        var usage = lists.usage(caller.userId(), since);
        return new Statistics(
                STATISTICS_DAYS,
                usage.stream().mapToLong(SessionLists.Usage::count).sum(),
                refused.count(caller.userId(), since),
                counted(usage, client -> new Device(client.device(), client.browser(), client.os())),
                counted(
                        usage,
                        client -> client.country() == null ? null : new Location(client.country(), client.city())));
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
