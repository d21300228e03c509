package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Digest;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The PayPal-Request-Id (developer.paypal.com/api/rest/reference/idempotency): one effect a key and kind of call; what
 * is answered again is the latest status of what was made. Failed calls are not kept.
 */
final class RequestIds {
    private static final int LONGEST = 108;

    private final PayPalState state;
    private final Clock clock;
    private final Table made;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    RequestIds(Store store, PayPalState state, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.made = store.table("paypal.request-ids");
    }

    /** @param id of what the call made, or had made before */
    record Made(String id, boolean before) {}

    /** Runs {@code work} once a key; of two calls at the same time one fails. */
    Made once(Operation operation, String key, Call call, Supplier<String> work) {
        if (operation.isOfOrder() && key.length() > LONGEST) {
            throw PayPalError.invalid(Issue.INVALID_STRING_LENGTH, "PayPal-Request-Id", "header");
        }
        var row = operation + "/" + key;
        if (!inProgress.add(row)) {
            throw PayPalError.inProgress();
        }
        try {
            return state.change(() -> made.find(row)
                    .filter(kept -> isKept(kept, operation))
                    .map(kept -> again(kept, call))
                    .orElseGet(() -> keep(row, call, work.get())));
        } finally {
            inProgress.remove(row);
        }
    }

    private boolean isKept(ObjectNode kept, Operation operation) {
        return clock.millis() - kept.path("at").asLong() < operation.kept().toMillis();
    }

    private static Made again(ObjectNode kept, Call call) {
        if (!kept.path("request").asString().equals(fingerprint(call))) {
            throw PayPalError.refused(Issue.DUPLICATE_REQUEST_ID);
        }
        return new Made(kept.path("made").asString(), true);
    }

    private Made keep(String row, Call call, String id) {
        made.put(
                row,
                Json.object().put("request", fingerprint(call)).put("made", id).put("at", clock.millis()));
        return new Made(id, false);
    }

    private static String fingerprint(Call call) {
        var text = call.path() + Json.parse(call.body()).orElseGet(Json::object);
        return Digest.of(text);
    }
}
