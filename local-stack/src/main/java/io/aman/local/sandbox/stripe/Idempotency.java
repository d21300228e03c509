package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Digest;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Stripe's Idempotency-Key (docs.stripe.com/api/idempotent_requests): one effect and one answer a key. */
final class Idempotency {
    private static final int LONGEST_KEY = 255;

    /** Stripe may forget a key after this. */
    private static final Duration KEPT = Duration.ofHours(24);

    private final Store store;
    private final Clock clock;
    private final Table answers;
    /** By request id, which is in the order of time: keys have none, and each would write other rows' bodies again. */
    private final Table bodies;

    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    Idempotency(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.answers = store.table("stripe.idempotency");
        this.bodies = store.table("stripe.idempotency.bodies");
    }

    /** Runs {@code work} in one change with the keeping of its answer, or gives the answer it has. */
    Reply once(String key, Call call, Supplier<Reply> work) {
        if (key.length() > LONGEST_KEY) {
            throw StripeError.invalid("Idempotency keys can be up to 255 characters long.");
        }
        if (!inProgress.add(key)) {
            throw StripeError.keyInUse(key);
        }
        try {
            return store.change(() -> answers.find(key)
                    .filter(this::isKept)
                    .map(kept -> replay(kept, key, call))
                    .orElseGet(() -> keep(key, call, work.get())));
        } finally {
            inProgress.remove(key);
        }
    }

    private boolean isKept(ObjectNode kept) {
        return clock.millis() - kept.path("at").asLong() < KEPT.toMillis();
    }

    private Reply replay(ObjectNode kept, String key, Call call) {
        if (!kept.path("request").asString().equals(fingerprint(call))) {
            throw StripeError.keyReused(key);
        }
        var requestId = kept.path("requestId").asString();
        var body = bodies.find(requestId).orElse(kept); // where an earlier version kept it
        return new Reply(
                        kept.path("status").asInt(),
                        Map.of("Content-Type", "application/json"),
                        body.path("body").asString())
                .with("Idempotent-Replayed", "true")
                .with("Original-Request", requestId);
    }

    private Reply keep(String key, Call call, Reply reply) {
        var requestId = reply.headers().getOrDefault("Request-Id", "");
        bodies.put(requestId, Json.object().put("body", reply.body()));
        answers.put(
                key,
                Json.object()
                        .put("request", fingerprint(call))
                        .put("requestId", requestId)
                        .put("status", reply.status())
                        .put("at", clock.millis()));
        return reply;
    }

    private static String fingerprint(Call call) {
        var canonical = call.path() + new TreeMap<>(call.params());
        return Digest.of(canonical);
    }
}
