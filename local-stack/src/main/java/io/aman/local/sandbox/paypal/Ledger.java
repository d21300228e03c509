package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** What each order came to, in minor units as PayPal counts them. */
final class Ledger {
    private final PayPalState state;

    Ledger(PayPalState state) {
        this.state = state;
    }

    /** Newest first, forgotten orders included. */
    List<ObjectNode> all() {
        return state.orders().map(this::of).toList();
    }

    ObjectNode of(String orderId) {
        return of(state.everyOrder(orderId).orElseThrow(PayPalError::notFound));
    }

    private ObjectNode of(Order order) {
        var pieces = state.transactionsOf(order.id()).toList();
        Predicate<Transaction> taken = piece -> piece.is(Transaction.Kind.CAPTURE) && piece.moved();
        Predicate<Transaction> back = piece -> piece.is(Transaction.Kind.REFUND) && piece.moved();
        Predicate<Transaction> reversed = piece -> piece.is(Transaction.Kind.REVERSAL) && piece.moved();
        var entry = Json.object()
                .put("order", order.id())
                .put("intent", order.object().path("intent").asString())
                .put("status", order.status())
                .put("forgotten", order.forgotten())
                .put("currency", order.amount().currency())
                .put("amount", order.amount().minor())
                .put("authorized", sum(pieces, Authorizations::counts))
                .put("captured", sum(pieces, taken))
                .put("refunded", sum(pieces, back))
                .put("reversed", sum(pieces, reversed))
                .put(
                        "authorizations",
                        pieces.stream().filter(Authorizations::counts).count())
                .put("captures", pieces.stream().filter(taken).count())
                .put("refunds", pieces.stream().filter(back).count());
        var ids = entry.putArray("pieces");
        pieces.forEach(piece -> ids.add(piece.id()));
        order.unit().path("custom_id").stringValueOpt().ifPresent(id -> entry.put("custom_id", id));
        return entry;
    }

    private static long sum(List<Transaction> pieces, Predicate<Transaction> which) {
        return pieces.stream()
                .filter(which)
                .mapToLong(piece -> piece.amount().minor())
                .sum();
    }
}
