package io.aman.gateway.edge;

import io.aman.gateway.call.Call;
import io.aman.gateway.cors.Cors;
import io.aman.gateway.observe.Observation;
import io.aman.gateway.observe.ObservedRequest;
import io.aman.gateway.upstream.Upstreams;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Every request, from its header lines to its answer: shape, client, origin, route, size, token, limits, permission,
 * quota, and whoever answers. It stands directly on the server; what the usual exchange, filters and routing between
 * the two cost is in ADR 20.
 */
final class Door implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    private final Exchanges exchanges;
    private final Observation observation;
    private final Entrance entrance;
    private final Cors cors;
    private final RouteTable routes;
    private final Bodies bodies;
    private final TokenCheck tokens;
    private final LimitCheck limits;
    private final Upstreams upstreams;
    private final Pages pages;
    private final EdgeProblems problems;

    Door(
            Exchanges exchanges,
            Observation observation,
            Entrance entrance,
            Cors cors,
            RouteTable routes,
            Bodies bodies,
            TokenCheck tokens,
            LimitCheck limits,
            Upstreams upstreams,
            Pages pages,
            EdgeProblems problems) {
        this.exchanges = exchanges;
        this.observation = observation;
        this.entrance = entrance;
        this.cors = cors;
        this.routes = routes;
        this.bodies = bodies;
        this.tokens = tokens;
        this.limits = limits;
        this.upstreams = upstreams;
        this.pages = pages;
        this.problems = problems;
    }

    @Override
    public Mono<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        var call = new Call(request, response);
        var observed = observation.begin(call.headers());
        exchanges.begun(response);
        return Mono.defer(() -> enter(call, observed))
                .onErrorResume(error -> {
                    call.failed(error);
                    return problems.answer(call, observed.traceId(), error);
                })
                .doFinally(signal -> {
                    exchanges.ended();
                    observation.end(observed, call, signal != SignalType.CANCEL);
                });
    }

    private Mono<Void> enter(Call call, ObservedRequest observed) {
        entrance.enter(call, observed);
        var origin = cors.judge(call);
        if (origin == Cors.Answer.PREFLIGHT) {
            return call.response().send();
        }
        var route = routes.of(call);
        if (route == null) {
            throw new EdgeError.NotFound();
        }
        if (route.access() != Access.WEBHOOK) {
            Cors.refuseForeignChange(call, origin);
        }
        bodies.requireSmall(call, route);
        route.access().drop(call.headers(), call.answerHeaders());
        var admitted = route.access() == Access.TOKEN ? tokens.admit(call, route) : Mono.<Void>empty();
        return admitted.then(Mono.defer(() -> limits.within(call, route, checked -> answer(checked, route, observed))));
    }

    private Mono<Void> answer(Checked checked, Route route, ObservedRequest observed) {
        var call = checked.call();
        return switch (route.to()) {
            case Route.To.Service service ->
                upstreams.ask(new Upstreams.Question(
                        call, observed, route.id(), service.address(), bodies.of(call, route), route.access()::passes));
            case Route.To.Here here -> here.answer().apply(checked);
            case Route.To.Pages _ -> pages.answer(call, observed.traceId());
        };
    }
}
