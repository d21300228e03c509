package io.aman.gateway.observe;

import io.aman.gateway.call.Call;
import io.aman.platform.observability.Traces;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Around all else: times each request, gives it its place in a trace, and tells of some. In place of Boot's observation,
 * which says the same and costs as much as routing does (ADR 17).
 */
public final class Observation {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");
    private static final int NOT_FOUND = 404;

    private final RequestTimers timers;
    private final RequestSpans spans;
    private final AccessLog log;

    Observation(RequestTimers timers, RequestSpans spans, AccessLog log) {
        this.timers = timers;
        this.spans = spans;
        this.log = log;
    }

    /** Begins with what its headers say of a trace. */
    public ObservedRequest begin(HttpHeaders headers) {
        var span = spans.start(lines(headers, Traces.TRACEPARENT), lines(headers, Trace.STATE));
        return new ObservedRequest(span, System.nanoTime());
    }

    private static List<String> lines(HttpHeaders headers, String name) {
        return headers.contains(name) ? headers.getAll(name) : List.of();
    }

    /**
     * Ends it, once.
     *
     * @param isAnswered false where the client left before it was
     */
    public void end(ObservedRequest observed, Call call, boolean isAnswered) {
        var status = isAnswered ? call.response().status().code() : 0;
        observed.identify(call.requestId(), call.address());
        end(observed, call.method(), call.path(), call.pattern(), status, call.failure());
    }

    void end(
            ObservedRequest observed,
            String method,
            String path,
            @Nullable String pattern,
            int status,
            @Nullable Throwable error) {
        var nanos = observed.nanosSince();
        var answer = new Answer(
                METHODS.contains(method) ? method : Answer.UNKNOWN,
                pattern == null ? withoutRoute(status) : pattern,
                status,
                error);
        if (observed.isSampled()) {
            try (var _ = observed.span().makeCurrent()) { // an exemplar leads from the timer to the trace
                timers.record(answer, nanos);
            }
            spans.end(observed.span(), answer, method, path);
        } else {
            timers.record(answer, nanos);
        }
        if (log.isDue(answer)) {
            log.write(observed, answer, path, nanos);
        }
    }

    private static String withoutRoute(int status) {
        if (status / 100 == 3) {
            return "REDIRECTION";
        }
        return status == NOT_FOUND ? "NOT_FOUND" : Answer.UNKNOWN;
    }
}
