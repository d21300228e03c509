package io.aman.security.reputation;

import io.aman.security.alert.Alerts;
import io.aman.security.alert.Occurrence;
import io.aman.security.alert.Severity;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Has operators told of lists that they rely on and should not: one that is old, and one that was refused. */
final class FeedAlerts {

    private final Alerts alerts;
    private final Clock clock;
    private final Instant begin;
    private final Map<String, String> raised = new ConcurrentHashMap<>();

    FeedAlerts(Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
        this.begin = clock.instant();
    }

    /** Raises an alert where its publisher has not confirmed it for twice as long as it should, or not since we began. */
    void look(String name, FeedProperties.Source source, @Nullable Instant confirmedAt) {
        var last = confirmedAt == null ? begin : confirmedAt;
        if (source.isOld(last, clock.instant())) {
            raise(
                    "feed-old",
                    name,
                    confirmedAt == null ? "never" : confirmedAt.toString(),
                    "not confirmed since " + last);
        }
    }

    /** @param what was refused, so that the same file is told of once */
    void refused(String name, String what, String why) {
        raise("feed-refused", name, what, why);
    }

    private void raise(String kind, String name, String what, String detail) {
        var cause = kind + "/" + name + "/" + what;
        if (!cause.equals(raised.get(kind + name))) { // this instance has just told it
            alerts.raise(new Occurrence(
                    kind, Severity.HIGH, null, null, "list " + name, cause, name + ": " + detail, clock.instant()));
            raised.put(kind + name, cause);
        }
    }
}
