package io.aman.payment.payment;

import io.aman.platform.security.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What made a change: who, when, and on what evidence.
 *
 * @param actor {@code user:<id>}, {@code provider:<name>} or {@code system:<name>}
 * @param address the client's, where there is one
 * @param evidence the event that led to it, where there is one
 */
public record Cause(
        String actor,
        Instant at,
        @Nullable String address,
        @Nullable String traceId,
        @Nullable String evidence) {

    public Cause {
        at = at.truncatedTo(ChronoUnit.MILLIS); // as exact as MongoDB keeps it
    }

    /** @param traceparent of the trace it happens in */
    public static Cause user(Caller caller, Instant at, @Nullable String traceparent) {
        return new Cause("user:" + caller.userId(), at, caller.address(), traceId(traceparent), null);
    }

    /** A provider's notice led to asking it. */
    public static Cause notice(String provider, String eventId, Instant at, @Nullable String traceparent) {
        return new Cause("provider:" + provider, at, null, traceId(traceparent), eventId);
    }

    /** A job of ours. */
    public static Cause system(String name, Instant at, @Nullable String traceparent) {
        return new Cause("system:" + name, at, null, traceId(traceparent), null);
    }

    /** An event that we heard of led to it. */
    public static Cause event(String listener, String eventId, Instant at, @Nullable String traceparent) {
        return new Cause("system:" + listener, at, null, traceId(traceparent), eventId);
    }

    /** The second part of {@code 00-<trace id>-<span id>-<flags>}. */
    private static @Nullable String traceId(@Nullable String traceparent) {
        var parts = traceparent == null ? List.<String>of() : List.of(traceparent.split("-", -1));
        return parts.size() < 2 ? null : parts.get(1);
    }
}
