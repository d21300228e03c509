package io.aman.bench;

import io.aman.local.demo.Api;
import io.aman.local.demo.Api.Answer;
import java.net.URI;
import java.util.Map;

/** Pays in three calls, as a shop does: create, confirm, capture. */
public final class PaymentClient {

    private final Api api;

    public PaymentClient(URI service, String token) {
        this.api = Api.at(service).signedIn(token);
    }

    /**
     * @param reference one of its own for each payment
     * @throws IllegalStateException where a call is not answered as promised: then there is nothing to measure
     */
    public void pay(String reference) {
        var created = require(
                201,
                api.once("create-" + reference)
                        .post(
                                "/api/payments",
                                Map.of("amountMinor", 12_500, "currency", "EUR", "reference", reference)));
        var path = "/api/payments/" + created.field("id");
        require(200, api.once("confirm-" + reference).post(path + "/confirm", Map.of("paymentMethod", "pm_card_visa")));
        var captured = require(200, api.once("capture-" + reference).post(path + "/capture", Map.of()));
        if (!captured.field("state").equals("CAPTURED")) {
            throw new IllegalStateException("not captured: " + captured.text());
        }
    }

    private static Answer require(int status, Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.status() + " in place of " + status + ": " + answer.text());
        }
        return answer;
    }
}
