package io.aman.gateway.observe;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** The same requests, observed by Spring and Micrometer as Boot sets them up, or by ours. */
final class Observations implements AutoCloseable {

    record Series(TreeMap<String, String> tags, long count) {}

    record Seen(
            String name,
            SpanKind kind,
            Attributes attributes,
            StatusData status,
            List<String> events,
            boolean isRemoteChild,
            String parent) {}

    private static final String PATTERN = "pattern";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final boolean ours;

    private Observations(Sampler root, boolean ours) {
        this.provider = SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(root))
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
        this.tracer = provider.get("test");
        this.ours = ours;
    }

    static Observations bySpring(Sampler root) {
        return new Observations(root, false);
    }

    static Observations byOurs(Sampler root) {
        return new Observations(root, true);
    }

    void call(MockServerHttpRequest request, WebHandler handler) {
        if (ours) {
            byOurs(request, handler);
        } else {
            bySpring(handler).handle(request, new MockServerHttpResponse()).block();
        }
    }

    private HttpHandler bySpring(WebHandler handler) {
        return WebHttpHandlerBuilder.webHandler(handler)
                .exceptionHandler(new Refusing())
                .observationRegistry(registry())
                .build();
    }

    /** The client leaves before there is an answer. */
    void leave(MockServerHttpRequest request, String pattern) {
        if (ours) {
            var observation = observation(0);
            var observed = observation.begin(headers(request));
            observation.end(observed, request.getMethod().name(), path(request), pattern, 0, null);
        } else {
            var never = bySpring(exchange -> {
                route(exchange, pattern);
                return Mono.never();
            });
            never.handle(request, new MockServerHttpResponse()).subscribe().dispose();
        }
    }

    /** What becomes of the request, as the door would tell it. */
    private void byOurs(MockServerHttpRequest request, WebHandler handler) {
        var observation = observation(0);
        var observed = observation.begin(headers(request));
        var exchange = MockServerWebExchange.from(request);
        var error = new Throwable[1];
        handler.handle(exchange)
                .onErrorResume(thrown -> {
                    error[0] = thrown;
                    return new Refusing().handle(exchange, thrown);
                })
                .onErrorResume(_ -> {
                    exchange.getResponse().setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
                    return Mono.empty();
                })
                .block();
        var status = Objects.requireNonNull(exchange.getResponse().getStatusCode());
        observation.end(
                observed,
                request.getMethod().name(),
                path(request),
                exchange.getAttribute(PATTERN),
                status.value(),
                error[0]);
    }

    private static HttpHeaders headers(MockServerHttpRequest request) {
        var headers = new DefaultHttpHeaders();
        request.getHeaders().forEach(headers::add);
        return headers;
    }

    private static String path(MockServerHttpRequest request) {
        return request.getURI().getRawPath();
    }

    Observation observation(int logOneIn) {
        return new Observation(new RequestTimers(meters), new RequestSpans(tracer), new AccessLog(logOneIn));
    }

    /** As the mapping of requests does it in the framework. */
    static void route(ServerWebExchange exchange, String pattern) {
        exchange.getAttributes().put(PATTERN, pattern);
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .ifPresent(context -> context.setPathPattern(
                        PathPatternParser.defaultInstance.parse(pattern).toString()));
    }

    List<Series> series() {
        return meters.find("http.server.requests").timers().stream()
                .map(Observations::series)
                .sorted(Comparator.comparing(one -> one.tags().toString()))
                .toList();
    }

    private static Series series(Timer timer) {
        var tags = new TreeMap<String, String>();
        timer.getId().getTags().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return new Series(tags, timer.count());
    }

    List<Seen> spans() {
        return spans.getFinishedSpanItems().stream().map(Observations::seen).toList();
    }

    private static Seen seen(SpanData span) {
        var parent = span.getParentSpanContext();
        return new Seen(
                span.getName(),
                span.getKind(),
                span.getAttributes(),
                span.getStatus(),
                span.getEvents().stream().map(EventData::getName).collect(Collectors.toList()),
                parent.isRemote(),
                parent.isValid() ? span.getTraceId() + "-" + span.getParentSpanId() + parent.getTraceState() : "none");
    }

    private ObservationRegistry registry() {
        var micrometer = new OtelTracer(tracer, new OtelCurrentTraceContext(), _ -> {});
        var propagator = new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
        var registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters))
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        new PropagatingReceiverTracingObservationHandler<>(micrometer, propagator),
                        new DefaultTracingObservationHandler(micrometer)));
        return registry;
    }

    @Override
    public void close() {
        provider.close();
    }

    /** Answers as the gateway's problems do; what it does not know it leaves to the framework. */
    private static final class Refusing implements WebExceptionHandler {

        @Override
        public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
            if (error instanceof IllegalArgumentException) {
                exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
                return exchange.getResponse().setComplete();
            }
            return Mono.error(error);
        }
    }
}
