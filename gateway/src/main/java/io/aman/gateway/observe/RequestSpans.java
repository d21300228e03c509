package io.aman.gateway.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The span of a request, as Boot's observation would have it. Whether it is recorded, its parent or the sampler says; one
 * that is not recorded is an id and nothing else.
 */
final class RequestSpans {

    private final Tracer tracer;

    RequestSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * @param parents the lines of {@code traceparent}
     * @param states those of {@code tracestate}
     */
    Span start(List<String> parents, List<String> states) {
        return tracer.spanBuilder(RequestTimers.NAME)
                .setSpanKind(SpanKind.SERVER)
                .setParent(parents.isEmpty() ? Context.root() : Trace.continued(parents, states))
                .startSpan();
    }

    void end(Span span, Answer answer, String method, String path) {
        span.updateName("http " + method.toLowerCase(Locale.ROOT) + (answer.hasPattern() ? " " + answer.uri() : ""));
        span.setAttribute("exception", answer.exception());
        span.setAttribute("method", answer.method());
        span.setAttribute("outcome", answer.outcome());
        span.setAttribute("status", answer.statusText());
        span.setAttribute("uri", answer.uri());
        span.setAttribute("http.url", path);
        fail(span, answer.error());
        span.end();
    }

    /** The question to a service, as a part of {@code request}. */
    Span startClient(ObservedRequest request, String method) {
        return tracer.spanBuilder("HTTP " + method)
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.root().with(request.span()))
                .startSpan();
    }

    static void fail(Span span, @Nullable Throwable error) {
        if (error != null) {
            span.recordException(error);
            span.setStatus(StatusCode.ERROR, Objects.requireNonNullElse(error.getMessage(), ""));
        }
    }
}
