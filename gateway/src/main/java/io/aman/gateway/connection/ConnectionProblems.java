package io.aman.gateway.connection;

import io.aman.platform.Ids;
import io.aman.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** The answers to what is no request, written once: an attacker makes many. Each is counted by its reason. */
final class ConnectionProblems {

    private final Map<Refusal, byte[]> documents = new EnumMap<>(Refusal.class);
    private final Map<Refusal, Counter> counters = new EnumMap<>(Refusal.class);
    private final Counter stalled;
    private final Counter flooded;

    ConnectionProblems(JsonMapper json, MeterRegistry meters) {
        for (var refusal : Refusal.values()) {
            var slug = refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
            documents.put(
                    refusal,
                    json.writeValueAsBytes(Problem.of(HttpStatusCode.valueOf(refusal.status), slug, refusal.detail)));
            counters.put(refusal, counter(slug, meters));
        }
        stalled = counter("stalled", meters);
        flooded = counter("flooded", meters);
    }

    private static Counter counter(String reason, MeterRegistry meters) {
        return Counter.builder("aman.connections.refused")
                .description("Connections that were closed for what they sent, or did not")
                .tag("reason", reason)
                .register(meters);
    }

    /** The answer, after which the connection ends: what follows on it cannot be told apart. */
    FullHttpResponse answer(Refusal refusal) {
        Objects.requireNonNull(counters.get(refusal)).increment();
        var document = Objects.requireNonNull(documents.get(refusal));
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refusal.status), Unpooled.wrappedBuffer(document));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, document.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Request-Id", Ids.random("req_"));
        return response;
    }

    /** A client took nothing of its response; there is no way left to tell it so. */
    void countStalled() {
        stalled.increment();
    }

    /** A client sent more requests than any waits for. */
    void countFlooded() {
        flooded.increment();
    }
}
