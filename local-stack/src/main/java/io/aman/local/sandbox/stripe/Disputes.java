package io.aman.local.sandbox.stripe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Payers who want their money back through their bank (docs.stripe.com/disputes/how-disputes-work, read 2026-11). */
final class Disputes {
    static final Set<String> OUTCOMES = Set.of("won", "lost", "warning_closed");
    private static final String LOST = "lost";

    private final StripeState state;
    private final Events events;

    Disputes(StripeState state, Events events) {
        this.state = state;
        this.events = events;
    }

    /** The bank takes the money back at once, whatever is decided later. */
    ObjectNode open(Intent intent, String reason, Cause cause) {
        if (intent.received() == 0) {
            throw StripeError.unexpectedState(intent, "Nothing was captured that could be disputed.");
        }
        var charge = state.charge(intent.latestCharge().orElseThrow());
        long amount = intent.received();
        var dispute = state.make("dispute", "dp_").put("amount", amount).put("status", "needs_response");
        for (var field : List.of("currency", "payment_intent")) {
            dispute.set(field, charge.path(field));
        }
        dispute.set("charge", charge.path("id"));
        dispute.put("reason", reason).put("is_charge_refundable", false);
        state.move("adjustment", "dispute", -amount, dispute);
        state.disputes().put(dispute.path("id").asString(), dispute);
        state.saveCharge(charge.put("disputed", true));
        events.tell("charge.dispute.created", dispute, intent.id(), cause);
        return dispute;
    }

    /** @return empty for one that does not exist or is closed */
    Optional<ObjectNode> close(String id, String outcome, Cause cause) {
        return state.disputes().find(id).filter(Disputes::isOpen).map(dispute -> closed(dispute, outcome, cause));
    }

    private ObjectNode closed(ObjectNode dispute, String outcome, Cause cause) {
        dispute.put("status", outcome);
        if (!outcome.equals(LOST)) {
            state.move("adjustment", "dispute_reversal", dispute.path("amount").asLong(), dispute);
        }
        state.disputes().put(dispute.path("id").asString(), dispute);
        events.tell(
                "charge.dispute.closed", dispute, dispute.path("payment_intent").asString(), cause);
        return dispute;
    }

    private static boolean isOpen(ObjectNode dispute) {
        return !OUTCOMES.contains(dispute.path("status").asString());
    }
}
