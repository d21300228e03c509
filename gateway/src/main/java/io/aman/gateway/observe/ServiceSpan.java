package io.aman.gateway.observe;

import io.opentelemetry.api.trace.Span;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One question to a service under observation. */
public final class ServiceSpan {

    private final Span span;

    ServiceSpan(Span span) {
        this.span = span;
    }

    /** Sets the headers by which the service continues the trace. */
    public void propagate(BiConsumer<String, String> headers) {
        Trace.propagate(span.getSpanContext(), headers);
    }

    /**
     * The answer begins, or none will come.
     *
     * @param status 0 where there is none
     */
    public void end(int status, @Nullable Throwable error) {
        span.setAttribute("http.status_code", status == 0 ? Answer.UNKNOWN : Integer.toString(status));
        RequestSpans.fail(span, error);
        span.end();
    }
}
