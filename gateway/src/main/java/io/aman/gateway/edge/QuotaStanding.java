package io.aman.gateway.edge;

import io.aman.gateway.quota.Quotas;
import io.aman.gateway.quota.Standing;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers {@code GET /api/quota}: what the caller may ask for, and where they stand. */
final class QuotaStanding {

    /** @param quotas empty where nothing is counted by day or month */
    private record Answer(int perSecond, int perMinute, int concurrency, List<Standing> quotas) {}

    private static final Logger log = LoggerFactory.getLogger(QuotaStanding.class);

    private final Quotas quotas;
    private final JsonMapper json;

    QuotaStanding(Quotas quotas, JsonMapper json) {
        this.quotas = quotas;
        this.json = json;
    }

    Mono<Void> answer(Checked checked) {
        var limits = checked.decision().limits();
        var caller = Objects.requireNonNull(checked.call().caller(), "a route that asks for a token");
        return quotas.standings(LimitCheck.countedAs(caller), limits)
                .onErrorMap(error -> {
                    log.debug("Nothing is known of quotas: {}", error.toString());
                    return new EdgeError.QuotaUnknown(1);
                })
                .flatMap(standings -> send(
                        checked, new Answer(limits.perSecond(), limits.perMinute(), limits.concurrency(), standings)));
    }

    private Mono<Void> send(Checked checked, Answer answer) {
        var call = checked.call();
        call.answerHeaders().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        return call.response()
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json.writeValueAsBytes(answer))))
                .then();
    }
}
