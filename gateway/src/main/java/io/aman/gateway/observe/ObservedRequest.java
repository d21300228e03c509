package io.aman.gateway.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request under observation, for those who answer it or pass it on. */
public final class ObservedRequest {

    private final Span span;
    private final long startedAt;
    private @Nullable String requestId;
    private @Nullable String client;

    /** @param startedAt by {@link System#nanoTime()} */
    ObservedRequest(Span span, long startedAt) {
        this.span = span;
        this.startedAt = startedAt;
    }

    /** Sampled or not, a request has one. */
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    /** What a client is told, and can give to whoever looks for its request. */
    public String traceparent() {
        return Trace.parent(span.getSpanContext());
    }

    /** Sets the headers by which whoever is asked next continues the trace. */
    public void propagate(BiConsumer<String, String> headers) {
        Trace.propagate(span.getSpanContext(), headers);
    }

    /** What the line about this request is to name. */
    void identify(String id, String address) {
        requestId = id;
        client = address;
    }

    Span span() {
        return span;
    }

    SpanContext context() {
        return span.getSpanContext();
    }

    /** Whether anybody will see the span. */
    boolean isSampled() {
        return span.isRecording();
    }

    long nanosSince() {
        return System.nanoTime() - startedAt;
    }

    @Nullable
    String requestId() {
        return requestId;
    }

    @Nullable
    String client() {
        return client;
    }
}
