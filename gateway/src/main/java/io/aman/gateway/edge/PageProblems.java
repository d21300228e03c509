package io.aman.gateway.edge;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What a controller fails by is answered as everything else is. */
@Order(-2) // before the handlers of WebFlux
final class PageProblems implements ErrorWebExceptionHandler {

    private final EdgeProblems problems;

    PageProblems(EdgeProblems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        return Mono.deferContextual(context -> {
            var asked = context.getOrEmpty(Pages.Asked.class).map(Pages.Asked.class::cast);
            if (asked.isEmpty() || exchange.getResponse().isCommitted()) {
                return Mono.error(error);
            }
            var call = asked.get().call();
            call.failed(error);
            return problems.answer(call, asked.get().traceId(), error);
        });
    }
}
