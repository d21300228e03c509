package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.provider.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** One track id's row: what the merchant asked, how it stands, and the ledger. */
final class KnetPayment {

    /** How a payment stands with the bank. */
    enum Status {
        /** The payer looks at the page. */
        PENDING,
        CAPTURED,
        NOT_CAPTURED,
        CANCELED,
        /** The bank has not said. */
        HOST_TIMEOUT,
        SUSPECTED,
        /** Taken and given back, as the merchant did not acknowledge. */
        REVERSED;

        /** KNET's word in a callback. */
        String result() {
            return name().replace('_', ' ');
        }
    }

    private final ObjectNode row;

    KnetPayment(ObjectNode row) {
        this.row = row;
    }

    static KnetPayment of(PaymentInit init, String paymentId, long now) {
        var row = Json.object()
                .put("trackid", init.trackId())
                .put("paymentid", paymentId)
                .put("amount", init.fils())
                .put("captured", 0)
                .put("captures", 0)
                .put("refunded", 0)
                .put("refunds", 0)
                .put("createdAt", now);
        row.put("status", Status.PENDING.name()).put("owed", false);
        var asked = row.putObject("asked");
        init.fields().forEach(asked::put);
        row.putArray("callbacks");
        return new KnetPayment(row);
    }

    ObjectNode row() {
        return row;
    }

    String trackId() {
        return text("trackid");
    }

    String paymentId() {
        return text("paymentid");
    }

    long fils() {
        return row.path("amount").asLong();
    }

    long refundable() {
        return row.path("captured").asLong() - row.path("refunded").asLong();
    }

    Status status() {
        return Status.valueOf(text("status"));
    }

    String asked(String name) {
        return row.path("asked").path(name).asString("");
    }

    /** Whether the merchant's answer is still waited for. */
    boolean owed() {
        return row.path("owed").asBoolean();
    }

    void owe(boolean owed) {
        row.put("owed", owed);
    }

    /** @param number twelve digits, different for each attempt at the bank */
    void settle(Status status, String number, String postdate) {
        row.put("status", status.name());
        if (status != Status.CANCELED) {
            row.put("ref", number).put("tranid", "2026" + number).put("postdate", postdate);
        }
        if (status == Status.CAPTURED) {
            row.put("auth", number.substring(6)).put("authRespCode", "00");
            row.put("captured", fils()).put("captures", row.path("captures").asInt() + 1);
        } else if (status == Status.NOT_CAPTURED) {
            row.put("auth", "000000").put("authRespCode", "55");
        }
    }

    void reverse() {
        row.put("status", Status.REVERSED.name()).put("captured", 0);
    }

    void refund(long fils) {
        row.put("refunded", row.path("refunded").asLong() + fils)
                .put("refunds", row.path("refunds").asInt() + 1);
    }

    void heard(String sent, int status, String answer) {
        row.withArray("callbacks")
                .addObject()
                .put("sent", sent)
                .put("answeredStatus", status)
                .put("answer", answer);
    }

    /** What a callback says once the payer has chosen, in KNET's order. */
    Map<String, String> result(Status told) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("paymentid", paymentId());
        fields.put("result", told.result());
        fields.put("auth", text("auth"));
        fields.put("avr", "N");
        for (var name : new String[] {"ref", "tranid", "postdate"}) {
            fields.put(name, text(name));
        }
        fields.put("trackid", trackId());
        for (int i = 1; i <= 5; i++) {
            fields.put("udf" + i, asked("udf" + i));
        }
        fields.put("amt", Fils.format(fils()));
        if (!text("authRespCode").isEmpty()) {
            fields.put("authRespCode", text("authRespCode"));
        }
        return fields;
    }

    /** An error's fields, which go in clear. */
    Map<String, String> error(KnetError error) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("paymentid", paymentId());
        fields.put("trackid", trackId());
        fields.put("Error", error.code());
        fields.put("ErrorText", error.text());
        fields.put("amt", Fils.format(fils()));
        return fields;
    }

    /** What a test asks about. */
    ObjectNode summary() {
        var summary = row.deepCopy();
        summary.remove("asked");
        return summary.put("status", status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    String text(String name) {
        return row.path(name).asString("");
    }
}
