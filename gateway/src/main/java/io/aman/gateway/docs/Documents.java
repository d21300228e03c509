package io.aman.gateway.docs;

import io.aman.platform.Ids;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document as it is now. The services are asked at most once a while, whoever wants it; what one said last is kept for
 * when it is away.
 */
final class Documents {

    private static final Logger log = LoggerFactory.getLogger(Documents.class);

    /**
     * A document to send.
     *
     * @param tag changes with the content
     */
    record Sent(String json, String tag, Instant madeAt) {

        static Sent of(String json, Instant now) {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            return new Sent(json, HexFormat.of().formatHex(Ids.sha256(bytes), 0, 16), now);
        }
    }

    private final Map<URI, ObjectNode> lastGood = new ConcurrentHashMap<>();
    private final ObjectNode own;
    private final Function<URI, Mono<ObjectNode>> service;
    private final DocsProperties properties;
    private final JsonMapper json;
    private final Clock clock;
    private @Nullable Sent last;
    private @Nullable Mono<Sent> underWay;

    /** @param service gives a service's document, or fails */
    Documents(
            ObjectNode own,
            Function<URI, Mono<ObjectNode>> service,
            DocsProperties properties,
            JsonMapper json,
            Clock clock) {
        this.own = own;
        this.service = service;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    Duration cachedFor() {
        return properties.cachedFor();
    }

    /** @param routed what is routed, where it has to be made */
    Mono<Sent> current(Routed routed) {
        return Mono.defer(() -> knownOrMade(routed));
    }

    private synchronized Mono<Sent> knownOrMade(Routed routed) {
        if (last != null && clock.instant().isBefore(last.madeAt.plus(properties.cachedFor()))) {
            return Mono.just(last);
        }
        if (underWay == null) {
            // Cached: one who hangs up must not take the answer from the others.
            underWay =
                    make(routed).doOnNext(this::keep).doOnError(_ -> forget()).cache();
        }
        return underWay;
    }

    private synchronized void keep(Sent made) {
        last = made;
        underWay = null;
    }

    private synchronized void forget() {
        underWay = null;
    }

    private Mono<Sent> make(Routed routed) {
        return Flux.fromIterable(routed.services())
                .flatMap(this::document, Integer.MAX_VALUE)
                .then(Mono.fromSupplier(() -> sent(routed)));
    }

    private Mono<ObjectNode> document(URI address) {
        return Mono.defer(() -> service.apply(address))
                .timeout(properties.timeLimit())
                .doOnNext(document -> lastGood.put(address, document))
                .onErrorResume(error -> {
                    log.warn("The document of {} cannot be had: {}", address, error.toString());
                    return Mono.empty();
                });
    }

    private Sent sent(Routed routed) {
        var documents = new HashMap<>(lastGood);
        documents.keySet().retainAll(routed.services());
        var document = ApiDocument.of(own, documents, routed, properties.serverUrl());
        return Sent.of(json.writeValueAsString(document), clock.instant());
    }
}
