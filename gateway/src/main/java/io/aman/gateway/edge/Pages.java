package io.aman.gateway.edge;

import io.aman.gateway.call.Call;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The gateway's own pages and documents, which controllers answer. */
final class Pages {

    /** A request for one of them, for whoever has to tell what went wrong with it. */
    record Asked(Call call, String traceId) {}

    private final Supplier<BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>>> controllers;

    /** @param controllers asked for when the first request comes: they are made after the server */
    Pages(Supplier<BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>>> controllers) {
        this.controllers = controllers;
    }

    Mono<Void> answer(Call call, String traceId) {
        return Mono.from(controllers.get().apply(call.request(), call.response()))
                .contextWrite(context -> context.put(Asked.class, new Asked(call, traceId)));
    }
}
