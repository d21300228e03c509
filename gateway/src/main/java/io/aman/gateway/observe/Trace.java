package io.aman.gateway.observe;

import io.aman.platform.observability.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> */
final class Trace {

    static final String STATE = "tracestate";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final Headers HEADERS = new Headers();

    private record Carrier(String parent, @Nullable String state) {}

    private Trace() {}

    /** The trace that headers continue; that of none where they name none, or more than one, or not as they should. */
    static Context continued(List<String> parents, List<String> states) {
        if (parents.size() != 1) {
            return Context.root();
        }
        return W3C.extract(
                Context.root(),
                new Carrier(parents.getFirst(), states.isEmpty() ? null : String.join(",", states)),
                HEADERS);
    }

    static String parent(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }

    static void propagate(SpanContext span, BiConsumer<String, String> headers) {
        if (span.getTraceState().isEmpty()) {
            headers.accept(Traces.TRACEPARENT, parent(span));
        } else {
            W3C.inject(Context.root().with(Span.wrap(span)), headers, (to, name, value) -> {
                if (to != null) {
                    to.accept(name, value);
                }
            });
        }
    }

    private static final class Headers implements TextMapGetter<Carrier> {

        @Override
        public Iterable<String> keys(Carrier carrier) {
            return List.of(Traces.TRACEPARENT, STATE);
        }

        @Override
        public @Nullable String get(@Nullable Carrier carrier, String name) {
            if (carrier == null) {
                return null;
            }
            return switch (name) {
                case Traces.TRACEPARENT -> carrier.parent;
                case STATE -> carrier.state;
                default -> null;
            };
        }
    }
}
