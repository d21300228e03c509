package io.aman.payment.provider.paypal;

import io.aman.payment.provider.paypal.PayPalReply.Done;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads orders, and keeps what belongs to each. */
final class PayPalOrders {

    static final String PATH = "/v2/checkout/orders";

    private final PayPalClient client;
    private final MongoPayPalOrders known;

    PayPalOrders(PayPalClient client, MongoPayPalOrders known) {
        this.client = client;
        this.known = known;
    }

    /** An order, or why there is none to be seen. */
    sealed interface Look {}

    record Seen(PayPalOrder order) implements Look {}

    /** @param reply a {@link Done} where the answer cannot be read */
    record NotSeen(PayPalReply reply) implements Look {

        boolean isUnknownThere() {
            return reply instanceof PayPalReply.Failed failed && failed.status() == 404;
        }
    }

    Look read(String order) {
        var reply = client.get(PayPalClient.path(PATH + "/", order));
        return reply instanceof Done done
                ? understood(done.body()).<Look>map(Seen::new).orElseGet(() -> new NotSeen(reply))
                : new NotSeen(reply);
    }

    /** An order as PayPal has just shown it. */
    Optional<PayPalOrder> understood(JsonNode body) {
        var order = PayPalOrder.of(body);
        order.ifPresent(known::learn);
        return order;
    }

    void learn(PayPalOrder order) {
        known.learn(order);
    }

    void remember(PayPalOrder order, String paymentId) {
        known.remember(order.id(), paymentId);
    }
}
