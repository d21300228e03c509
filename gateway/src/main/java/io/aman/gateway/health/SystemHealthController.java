package io.aman.gateway.health;

import io.aman.gateway.edge.Callers;
import io.aman.platform.health.Standing;
import io.aman.platform.security.ClientAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How the suite fares: a word for anybody, everything for who may see it. Liveness and readiness never depend on it. */
@RestController
class SystemHealthController {

    static final String PERMISSION = "system.view";

    private final AskServices services;
    private final Callers callers;

    SystemHealthController(AskServices services, Callers callers) {
        this.services = services;
        this.callers = callers;
    }

    /** 503 where it is down, so that a monitor needs to read nothing. */
    @GetMapping("/api/system/health")
    Mono<ResponseEntity<Object>> health(ServerWebExchange exchange) {
        var headers = exchange.getRequest().getHeaders();
        var address = String.valueOf(headers.getFirst(ClientAddress.HEADER));
        return callers.reading(headers.getOrEmpty(HttpHeaders.AUTHORIZATION), address)
                .map(caller -> caller.permits(PERMISSION))
                .defaultIfEmpty(false)
                .flatMap(maySeeAll ->
                        services.health().map(health -> answer(health.status(), maySeeAll ? health : health.brief())));
    }

    private static ResponseEntity<Object> answer(Standing status, Object body) {
        return ResponseEntity.status(status == Standing.DOWN ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK)
                .body(body);
    }
}
