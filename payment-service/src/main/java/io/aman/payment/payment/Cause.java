package io.aman.payment.payment;

import io.aman.platform.security.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What made a change: who, when, and on what evidence.
 *
 * @param actor {@code user:<id>}, {@code provider:<name>} or {@code system:<name>}
 * @param address the client's, where there is one
 * @param evidence the provider's event that led to it, where there is one
 */
public record Cause(
        String actor,
        Instant at,
        @Nullable String address,
        @Nullable String traceId,
        @Nullable String evidence) {

    static Cause user(Caller caller, Instant at, @Nullable String traceId) {
        return new Cause("user:" + caller.userId(), at, caller.address(), traceId, null);
    }

    /** A provider's notice led to asking it. */
    public static Cause notice(String provider, String eventId, Instant at, @Nullable String traceId) {
        return new Cause("provider:" + provider, at, null, traceId, eventId);
    }

    /** A job of ours. */
    public static Cause system(String name, Instant at, @Nullable String traceId) {
        return new Cause("system:" + name, at, null, traceId, null);
    }
}
