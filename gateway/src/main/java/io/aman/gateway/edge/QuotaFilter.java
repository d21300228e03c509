package io.aman.gateway.edge;

import io.aman.gateway.limit.Decision;
import io.aman.gateway.quota.Quotas;
import io.aman.gateway.quota.Standing;
import io.aman.platform.security.AccessToken;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers {@code GET /api/quota} itself: what the caller may ask for, and where they stand. */
final class QuotaFilter implements GatewayFilter {

    /** @param quotas empty where nothing is counted by day or month */
    private record Answer(int perSecond, int perMinute, int concurrency, List<Standing> quotas) {}

    private static final Logger log = LoggerFactory.getLogger(QuotaFilter.class);

    private final Quotas quotas;
    private final JsonMapper json;

    QuotaFilter(Quotas quotas, JsonMapper json) {
        this.quotas = quotas;
        this.json = json;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        AccessToken token = exchange.getRequiredAttribute(TokenFilter.CALLER);
        Decision decision = exchange.getRequiredAttribute(LimitFilter.DECISION);
        var limits = decision.limits();
        return quotas.standings(LimitFilter.countedAs(token), limits)
                .onErrorMap(error -> {
                    log.debug("Nothing is known of quotas: {}", error.toString());
                    return new EdgeError.QuotaUnknown(1);
                })
                .flatMap(standings -> answer(
                        exchange, new Answer(limits.perSecond(), limits.perMinute(), limits.concurrency(), standings)));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Answer answer) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json.writeValueAsBytes(answer))));
    }
}
