package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import java.util.HashMap;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What tests and the demo ask of this Stripe, below {@code /_sandbox/stripe}; each answers the changed object.
 *
 * <ul>
 *   <li>{@code GET payment_intents}: every intent, newest first, with how often it was captured and confirmed
 *   <li>{@code POST payment_intents/<id>/refund}: as in the dashboard, with no key and no metadata; may name {@code
 *       amount}
 *   <li>{@code POST payment_intents/<id>/dispute}: the payer goes to his bank; may name {@code reason}
 *   <li>{@code POST disputes/<id>/close} with {@code {"outcome": "won"}}, {@code "lost"} or {@code "warning_closed"}
 * </ul>
 */
final class StripeCommands {
    private final StripeState state;
    private final Refunds refunds;
    private final Disputes disputes;

    StripeCommands(StripeState state, Refunds refunds, Disputes disputes) {
        this.state = state;
        this.refunds = refunds;
        this.disputes = disputes;
    }

    /** Within a change. */
    Reply serve(Call call, Cause cause) {
        var segments = call.segments();
        return switch (call.method()) {
            case "GET" ->
                segments.equals(List.of("payment_intents")) ? listed() : Reply.problem(404, "no such command");
            case "POST" ->
                Json.parse(call.body())
                        .map(wish -> post(segments, wish, cause))
                        .orElseGet(() -> Reply.problem(400, "the body is not a JSON object"));
            default -> Reply.problem(405, "GET or POST");
        };
    }

    private Reply listed() {
        var list = Json.array();
        state.intents().newestFirst(null).map(row -> new Intent(row).summary()).forEach(list::add);
        return Reply.json(200, list);
    }

    private Reply post(List<String> segments, ObjectNode wish, Cause cause) {
        if (segments.size() != 3) {
            return Reply.problem(404, "no such command");
        }
        var id = segments.get(1);
        return switch (segments.getFirst() + "/" + segments.getLast()) {
            case "payment_intents/refund" -> Reply.json(200, refund(id, wish, cause));
            case "payment_intents/dispute" ->
                Reply.json(200, disputes.open(intent(id), wish.path("reason").asString("fraudulent"), cause));
            case "disputes/close" -> close(id, wish.path("outcome").asString("won"), cause);
            default -> Reply.problem(404, "no such command");
        };
    }

    private ObjectNode refund(String intent, ObjectNode wish, Cause cause) {
        var params = new HashMap<String, String>();
        params.put("payment_intent", intent(intent).id());
        if (wish.has("amount")) {
            params.put("amount", wish.path("amount").asString());
        }
        return refunds.create(new Params(params), cause);
    }

    private Reply close(String dispute, String outcome, Cause cause) {
        if (!Disputes.OUTCOMES.contains(outcome)) {
            return Reply.problem(400, "the outcome must be one of " + Disputes.OUTCOMES);
        }
        return disputes.close(dispute, outcome, cause)
                .map(closed -> Reply.json(200, closed))
                .orElseGet(() -> Reply.problem(404, "no such open dispute"));
    }

    private Intent intent(String id) {
        return state.intent(id).orElseThrow(() -> StripeError.missing("payment_intent", id));
    }
}
