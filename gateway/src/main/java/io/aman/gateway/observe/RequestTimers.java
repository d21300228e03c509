package io.aman.gateway.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The timer {@code http.server.requests} with the tags that Boot's observation gives it. A series is looked up in the
 * registry once; after that a request finds it without building tags.
 *
 * <p>None of the tags is the client's to choose, so there are as many series as routes and ways to answer.
 */
final class RequestTimers {

    static final String NAME = "http.server.requests";

    private static final int STATUSES = 600;

    private final Map<String, Map<String, Map<String, AtomicReferenceArray<Timer>>>> series = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    RequestTimers(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(Answer answer, long nanos) {
        if (answer.status() >= STATUSES) {
            register(answer).record(nanos, TimeUnit.NANOSECONDS); // no status of HTTP, and none of ours
            return;
        }
        var byStatus = byStatus(answer);
        var timer = byStatus.get(answer.status());
        if (timer == null) {
            timer = register(answer);
            byStatus.set(answer.status(), timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private AtomicReferenceArray<Timer> byStatus(Answer answer) {
        return series.computeIfAbsent(answer.exception(), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(answer.uri(), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(answer.method(), _ -> new AtomicReferenceArray<>(STATUSES));
    }

    /** Two that come at once get the same one. */
    private Timer register(Answer answer) {
        return Timer.builder(NAME)
                .tag("error", answer.exception())
                .tag("exception", answer.exception())
                .tag("method", answer.method())
                .tag("outcome", answer.outcome())
                .tag("status", answer.statusText())
                .tag("uri", answer.uri())
                .register(meters);
    }
}
