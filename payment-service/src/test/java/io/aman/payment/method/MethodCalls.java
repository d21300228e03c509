package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.SandboxedService;
import io.aman.testing.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What payers ask about their methods. */
abstract class MethodCalls extends SandboxedService {

    static final String PATH = "/api/payment-methods";

    Answer attach(String token, boolean makeDefault) {
        return post(PATH, key(), body(token, makeDefault));
    }

    static String body(String token, boolean makeDefault) {
        return "{\"provider\":\"stripe\",\"token\":\"%s\",\"makeDefault\":%s}".formatted(token, makeDefault);
    }

    String attached(String token, boolean makeDefault) {
        var answer = attach(token, makeDefault);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.string("id");
    }

    Answer call(String method, String path) {
        return callAs(payer, method, path);
    }

    Answer callAs(String user, String method, String path) {
        return send(method, path, null, Map.of("Authorization", TestTokens.bearer(user, "payment.create")));
    }

    List<JsonNode> list() {
        return StreamSupport.stream(
                        get(PATH, "payment.view").json().get("items").spliterator(), false)
                .toList();
    }

    Answer confirmWith(String payment, String body) {
        return post("/api/payments/" + payment + "/confirm", key(), body);
    }

    long keptAtStripe() {
        return SANDBOX.stripe().kept("user_id", payer);
    }
}
