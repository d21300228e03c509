package io.aman.gateway.upstream;

import io.aman.gateway.call.Call;
import io.aman.gateway.observe.ObservedRequest;
import io.aman.gateway.observe.ServiceSpan;
import io.aman.gateway.observe.ServiceSpans;
import io.aman.platform.drain.Drain;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.util.Collection;
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
 * <p>Where a service has several addresses, one that cannot be reached is passed over: nothing was sent there. Of what was
 * sent, a read whose connection fails before the answer is sent once more; nothing else is.
 */
public final class Upstreams {

    private static final String PROBLEM = "application/problem+json";

    /**
     * What is asked, and of whom.
     *
     * @param route its id
     * @param service its first address, without a path
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

    /** By their first addresses; two with the same share what belongs to it. */
    static Map<URI, Service> byId(Collection<Service> services) {
        return services.stream()
                .collect(Collectors.toUnmodifiableMap(Service::id, service -> service, (first, _) -> first));
    }

    /** Completes when the answer is sent; fails by an {@link UpstreamError}, or by whatever broke the body. */
    public Mono<Void> ask(Question question) {
        var service = Objects.requireNonNull(services.get(question.service()), "no service has this address");
        return ask(
                service, question, question.call().isRead() && !question.call().hasBody());
    }

    private Mono<Void> ask(Service service, Question question, boolean mayRepeat) {
        var entered = service.gate().enter();
        return entered == null
                ? Mono.error(new UpstreamError.HeldBack(service.name()))
                : ask(new Attempt(
                        service, question, entered, service.addresses().next(), 1, mayRepeat));
    }

    /**
     * One way to an answer.
     *
     * @param number of the addresses that are tried, this one included
     * @param mayRepeat whether it may be sent again though it was sent
     */
    private record Attempt(
            Service service, Question question, Gate.Call entered, Address at, int number, boolean mayRepeat) {

        /** The next one, where nothing was sent on this one and there is somewhere else to go. */
        @Nullable
        Attempt elsewhere() {
            var addresses = service.addresses();
            if (number >= addresses.size()) {
                return null;
            }
            addresses.refused(at);
            return new Attempt(service, question, entered, addresses.after(at), number + 1, mayRepeat);
        }

        void answeredBy(HttpClientResponse answer) {
            if (service.addresses().areSeveral()
                    && answer.responseHeaders().containsValue(HttpHeaderNames.CONNECTION, Drain.OPTION, true)) {
                service.addresses().ends(at);
            }
        }
    }

    private Mono<Void> ask(Attempt attempt) {
        var question = attempt.question();
        var call = question.call();
        var span = spans.begin(
                question.observed(),
                call.method(),
                question.route(),
                attempt.at().uri().toString(),
                call.path());
        return attempt.at()
                .send(call, span, question.body())
                .responseConnection((answer, connection) -> {
                    judge(attempt, span, answer);
                    return passage.back(call, answer, connection, question.cookies());
                })
                .then()
                .doOnCancel(() -> left(attempt.entered(), span))
                .onErrorResume(error -> failed(attempt, span, error))
                // Each operator of the client asks for the context, and each around it passes the question outward;
                // the one that seems to change nothing remembers the answer.
                .contextWrite(context -> context);
    }

    private Mono<Void> failed(Attempt attempt, @Nullable ServiceSpan span, Throwable error) {
        var failure = UpstreamError.of(error, attempt.service().name());
        var cause = failure == null ? error : failure;
        if (!attempt.entered().isOpen()) {
            return Mono.error(cause); // it had answered; its body broke off
        }
        if (span != null) {
            span.end(0, cause);
        }
        if (failure == null) {
            attempt.entered().abandoned();
            return Mono.error(error);
        }
        var elsewhere = failure instanceof UpstreamError.NotReached ? attempt.elsewhere() : null;
        if (elsewhere != null) {
            return ask(elsewhere);
        }
        attempt.entered().failed(failure);
        return attempt.mayRepeat() && !(failure instanceof UpstreamError.TimedOut)
                ? ask(attempt.service(), attempt.question(), false)
                : Mono.error(failure);
    }

    private static void left(Gate.Call entered, @Nullable ServiceSpan span) {
        if (span != null && entered.isOpen()) {
            span.end(0, null);
        }
        entered.abandoned();
    }

    /** The header lines are here; the rest is still to come. */
    private static void judge(Attempt attempt, @Nullable ServiceSpan span, HttpClientResponse answer) {
        var status = answer.status().code();
        attempt.answeredBy(answer);
        if (status >= 502 && status <= 504 && !Passage.type(answer).startsWith(PROBLEM)) {
            attempt.entered()
                    .failed(new UpstreamError.NotReached(attempt.service().name()));
        } else {
            attempt.entered().answered();
        }
        if (span != null) {
            span.end(status, null);
        }
    }
}
