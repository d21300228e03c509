package io.aman.gateway.observe;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ATTR;

import io.aman.platform.observability.Traces;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Around all else: times each request, gives it its place in a trace, and tells of some. In place of Boot's observation,
 * which says the same and costs as much as routing does (ADR 17).
 */
final class ObserveFilter implements WebFilter, Ordered {

    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

    private final RequestTimers timers;
    private final RequestSpans spans;
    private final AccessLog log;

    ObserveFilter(RequestTimers timers, RequestSpans spans, AccessLog log) {
        this.timers = timers;
        this.spans = spans;
        this.log = log;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        var span = spans.start(headers.getOrEmpty(Traces.TRACEPARENT), headers.getOrEmpty(Trace.STATE));
        var observed = new ObservedRequest(span, System.nanoTime());
        exchange.getAttributes().put(ObservedRequest.ATTRIBUTE, observed);
        return chain.filter(exchange)
                .doOnError(error -> fail(observed, exchange, error))
                .doFinally(signal -> {
                    if (signal != SignalType.ON_ERROR) {
                        end(observed, exchange, signal != SignalType.CANCEL, null);
                    }
                });
    }

    /** The answer to it is written further out: what it says is known when it is sent. */
    private void fail(ObservedRequest observed, ServerWebExchange exchange, Throwable error) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            end(observed, exchange, true, error);
        } else {
            response.beforeCommit(() -> {
                end(observed, exchange, true, error);
                return Mono.empty();
            });
        }
    }

    private void end(
            ObservedRequest observed, ServerWebExchange exchange, boolean isAnswered, @Nullable Throwable error) {
        var nanos = observed.nanosSince();
        var answer = answer(exchange, isAnswered, error);
        var request = exchange.getRequest();
        if (observed.isSampled()) {
            try (var _ = observed.span().makeCurrent()) { // an exemplar leads from the timer to the trace
                timers.record(answer, nanos);
            }
            spans.end(
                    observed.span(),
                    answer,
                    request.getMethod().name(),
                    request.getPath().toString());
        } else {
            timers.record(answer, nanos);
        }
        if (log.isDue(answer)) {
            log.write(observed, answer, request.getPath().toString(), nanos);
        }
    }

    private static Answer answer(ServerWebExchange exchange, boolean isAnswered, @Nullable Throwable error) {
        var status = exchange.getResponse().getStatusCode();
        var code = isAnswered && status != null ? status.value() : 0;
        return new Answer(method(exchange.getRequest().getMethod()), uri(exchange, code), code, error);
    }

    private static String method(HttpMethod method) {
        return METHODS.contains(method) ? method.name() : Answer.UNKNOWN;
    }

    private static String uri(ServerWebExchange exchange, int status) {
        var attributes = exchange.getAttributes();
        if (attributes.get(GATEWAY_PREDICATE_MATCHED_PATH_ATTR) instanceof String pattern) {
            return pattern;
        }
        var handler = attributes.get(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (handler != null) {
            return handler.toString();
        }
        if (status / 100 == 3) {
            return "REDIRECTION";
        }
        return status == HttpStatus.NOT_FOUND.value() ? "NOT_FOUND" : Answer.UNKNOWN;
    }
}
