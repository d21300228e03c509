package io.aman.gateway.upstream;

import io.aman.gateway.call.Call;
import io.aman.gateway.observe.ObservedRequest;
import io.aman.gateway.observe.ServiceSpan;
import io.aman.gateway.observe.ServiceSpans;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Passes requests on to services and their answers back. What counts against a service is that it cannot be reached,
 * breaks off, does not answer in time, or that something in its place answers 502, 503 or 504. A problem document of its
 * own does not count, whatever the status: who explains that a provider is away is not away, and the other providers'
 * payments go on.
 *
 * <p>A read whose connection fails before the answer is sent once more; nothing else is.
 */
public final class Upstreams {

    private static final String PROBLEM = "application/problem+json";

    /**
     * What is asked, and of whom.
     *
     * @param route its id
     * @param service the address without a path
     * @param body empty where there is none
     * @param cookies those that the answer may set, by their values of {@code Set-Cookie}
     */
    public record Question(
            Call call,
            ObservedRequest observed,
            String route,
            URI service,
            Publisher<ByteBuf> body,
            Predicate<CharSequence> cookies) {}

    private final Map<URI, Service> services;
    private final Passage passage;
    private final ServiceSpans spans;

    Upstreams(Map<URI, Service> services, Passage passage, ServiceSpans spans) {
        this.services = services;
        this.passage = passage;
        this.spans = spans;
    }

    /** By their addresses, which is what a route knows; two at one address share what belongs to it. */
    static Map<URI, Service> byAddress(Map<String, Service> services) {
        return services.values().stream()
                .collect(Collectors.toUnmodifiableMap(Service::address, service -> service, (first, _) -> first));
    }

    /** Completes when the answer is sent; fails by an {@link UpstreamError}, or by whatever broke the body. */
    public Mono<Void> ask(Question question) {
        var service = Objects.requireNonNull(services.get(question.service()), "no service has this address");
        return ask(
                service, question, question.call().isRead() && !question.call().hasBody());
    }

    private Mono<Void> ask(Service service, Question question, boolean mayRepeat) {
        var call = question.call();
        var entered = service.gate().enter();
        if (entered == null) {
            return Mono.error(new UpstreamError.HeldBack(service.name()));
        }
        var span = spans.begin(
                question.observed(),
                call.method(),
                question.route(),
                service.address().toString(),
                call.path());
        return service.send(call, span, question.body())
                .responseConnection((answer, connection) -> {
                    judge(service, entered, span, answer);
                    return passage.back(call, answer, connection, question.cookies());
                })
                .then()
                .doOnCancel(() -> left(entered, span))
                .onErrorResume(error -> failed(service, question, entered, span, error, mayRepeat))
                // Each operator of the client asks for the context, and each around it passes the question outward;
                // the one that seems to change nothing remembers the answer.
                .contextWrite(context -> context);
    }

    private Mono<Void> failed(
            Service service,
            Question question,
            Gate.Call entered,
            @Nullable ServiceSpan span,
            Throwable error,
            boolean mayRepeat) {
        var failure = UpstreamError.of(error, service.name());
        var cause = failure == null ? error : failure;
        if (!entered.isOpen()) {
            return Mono.error(cause); // it had answered; its body broke off
        }
        if (span != null) {
            span.end(0, cause);
        }
        if (failure == null) {
            entered.abandoned();
            return Mono.error(error);
        }
        entered.failed(failure);
        return mayRepeat && !(failure instanceof UpstreamError.TimedOut)
                ? ask(service, question, false)
                : Mono.error(failure);
    }

    private static void left(Gate.Call entered, @Nullable ServiceSpan span) {
        if (span != null && entered.isOpen()) {
            span.end(0, null);
        }
        entered.abandoned();
    }

    /** The header lines are here; the rest is still to come. */
    private static void judge(
            Service service, Gate.Call entered, @Nullable ServiceSpan span, HttpClientResponse answer) {
        var status = answer.status().code();
        if (status >= 502 && status <= 504 && !Passage.type(answer).startsWith(PROBLEM)) {
            entered.failed(new UpstreamError.NotReached(service.name()));
        } else {
            entered.answered();
        }
        if (span != null) {
            span.end(status, null);
        }
    }
}
