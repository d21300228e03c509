package io.aman.bench;

import io.aman.local.demo.Api;
import io.aman.local.demo.Api.Answer;
import java.net.URI;
import java.util.Map;

/**
 * Pays in three calls, as a shop does: create, confirm, capture. Each throws {@link IllegalStateException} where it is not
 * answered as promised: then there is nothing to measure.
 */
public final class PaymentClient {

    private static final String PATH = "/api/payments/";

    private final Api api;

    public PaymentClient(URI service, String token) {
        this.api = Api.at(service).signedIn(token);
    }

    /** @param reference one of its own for each payment */
    public void pay(String reference) {
        var id = create(reference);
        confirm(id, reference);
        capture(id, reference);
    }

    /** @return the payment's id */
    public String create(String reference) {
        var wanted = Map.of("amountMinor", 12_500, "currency", "EUR", "reference", reference);
        return require(201, api.once("create-" + reference).post("/api/payments", wanted))
                .field("id");
    }

    public void confirm(String id, String reference) {
        var method = Map.of("paymentMethod", "pm_card_visa");
        requireState("AUTHORIZED", api.once("confirm-" + reference).post(PATH + id + "/confirm", method));
    }

    public void capture(String id, String reference) {
        requireState("CAPTURED", api.once("capture-" + reference).post(PATH + id + "/capture", Map.of()));
    }

    private static void requireState(String state, Answer answer) {
        if (!require(200, answer).field("state").equals(state)) {
            throw new IllegalStateException("not " + state + ": " + answer.text());
        }
    }

    private static Answer require(int status, Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.status() + " in place of " + status + ": " + answer.text());
        }
        return answer;
    }
}
