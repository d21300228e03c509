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
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    Idempotency(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.answers = store.table("stripe.idempotency");
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

    private static Reply replay(ObjectNode kept, String key, Call call) {
        if (!kept.path("request").asString().equals(fingerprint(call))) {
            throw StripeError.keyReused(key);
        }
        return new Reply(
                        kept.path("status").asInt(),
                        Map.of("Content-Type", "application/json"),
                        kept.path("body").asString())
                .with("Idempotent-Replayed", "true")
                .with("Original-Request", kept.path("requestId").asString());
    }

    private Reply keep(String key, Call call, Reply reply) {
        answers.put(
                key,
                Json.object()
                        .put("request", fingerprint(call))
                        .put("requestId", reply.headers().getOrDefault("Request-Id", ""))
                        .put("status", reply.status())
                        .put("body", reply.body())
                        .put("at", clock.millis()));
        return reply;
    }

    private static String fingerprint(Call call) {
        var canonical = call.path() + new TreeMap<>(call.params());
        return Digest.of(canonical);
    }
}
