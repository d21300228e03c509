package io.aman.local.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Digest;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private static final String BODY = "{\n  \"id\": \"pi_1\",\n  \"note\": \"\\u00e9\\\"\"\n}";

    private final Store store = Store.inMemory();
    private final Idempotency idempotency = new Idempotency(store, Clock.systemUTC());
    private final Call call = new Call(
            "POST",
            "/v1/payment_intents",
            "",
            URI.create("http://127.0.0.1"),
            _ -> Optional.empty(),
            "amount=1&currency=eur");

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anAnswerIsKeptByteForByteUnderItsRequest() {
        var first = idempotency.once("key", call, () -> reply("req_1"));
        var again = idempotency.once("key", call, () -> reply("req_2"));

        assertThat(first.body()).isEqualTo(BODY);
        assertThat(again.body()).isEqualTo(BODY);
        assertThat(again.headers())
                .containsEntry("Idempotent-Replayed", "true")
                .containsEntry("Original-Request", "req_1");
    }

    @Test
    void anAnswerThatAnEarlierVersionKeptWithItsKeyIsGivenAgain() {
        var answers = store.table("stripe.idempotency");
        store.change(() -> {
            answers.put(
                    "key",
                    Json.object()
                            .put("request", Digest.of(call.path() + new TreeMap<>(call.params())))
                            .put("requestId", "req_1")
                            .put("status", 200)
                            .put("body", BODY)
                            .put("at", Clock.systemUTC().millis()));
            return true;
        });

        assertThat(idempotency.once("key", call, () -> reply("req_2")).body()).isEqualTo(BODY);
    }

    private static Reply reply(String requestId) {
        return new Reply(200, Map.of("Content-Type", "application/json"), BODY).with("Request-Id", requestId);
    }
}
