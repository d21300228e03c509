package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.knet.Checkout.Style;
import io.aman.local.sandbox.knet.KnetPayment.Status;
import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What tests and the demo do without a browser, by track id. */
final class KnetCommands {
    private static final Map<String, Status> VERDICTS =
            Map.of("captured", Status.CAPTURED, "not-captured", Status.NOT_CAPTURED, "suspected", Status.SUSPECTED);

    private final KnetState state;
    private final Checkout checkout;

    KnetCommands(KnetState state, Checkout checkout) {
        this.state = state;
        this.checkout = checkout;
    }

    Reply serve(Call call) {
        var segments = call.segments();
        if (!segments.getFirst().equals("payments") || segments.size() > 3) {
            return Reply.problem(404, "no such command");
        }
        try {
            return switch (segments.size()) {
                case 1 -> listed();
                case 2 -> Reply.json(200, payment(segments.get(1)).summary());
                default -> done(call, segments);
            };
        } catch (KnetError e) {
            return Reply.problem(e.code().equals("IPAY0100263") ? 404 : 409, e.code() + ": " + e.text());
        }
    }

    private Reply listed() {
        var list = Json.array();
        state.newestFirst().forEach(list::add);
        return Reply.json(200, list);
    }

    private KnetPayment payment(String trackId) {
        return state.find(trackId).orElseThrow(KnetError::notFound);
    }

    private Reply done(Call call, List<String> segments) {
        var body = Json.parse(call.body());
        if (body.isEmpty() || !call.method().equals("POST")) {
            return Reply.problem(400, "POST a JSON object");
        }
        return act(segments.get(1), segments.get(2), body.get());
    }

    private Reply act(String trackId, String action, ObjectNode body) {
        var style = new Style(
                body.path("encrypted").asBoolean(false), body.path("raw").asBoolean(false));
        var outcome = PaymentPage.OUTCOMES.get(action);
        if (outcome != null) {
            var browser = checkout.choose(trackId, outcome, style);
            return Reply.json(200, payment(trackId).summary().put("browser", browser));
        }
        switch (action) {
            case "settle" -> settle(trackId, body.path("result").asString(""));
            case "void" -> voided(trackId);
            case "callback" -> {
                var tamper = body.path("tamper").asBoolean(false);
                var answer = checkout.again(payment(trackId), style, tamper);
                return Reply.json(
                        200, Json.object().put("status", answer.status()).put("body", answer.body()));
            }
            default -> {
                return Reply.problem(404, "no such command");
            }
        }
        return Reply.json(200, payment(trackId).summary());
    }

    private void settle(String trackId, String result) {
        var verdict = VERDICTS.get(result);
        state.change(trackId, payment -> {
            if (verdict == null || payment.status() != Status.HOST_TIMEOUT) {
                throw KnetError.invalidData();
            }
            state.settle(payment, verdict);
            return payment;
        });
    }

    private void voided(String trackId) {
        state.change(trackId, payment -> {
            if (payment.status() != Status.CAPTURED) {
                throw KnetError.invalidData();
            }
            payment.reverse();
            return payment;
        });
    }
}
