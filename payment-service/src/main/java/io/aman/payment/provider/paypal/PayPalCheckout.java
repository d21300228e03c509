package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.JSON;

import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.paypal.PayPalOrders.NotSeen;
import io.aman.payment.provider.paypal.PayPalOrders.Seen;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import io.aman.payment.provider.paypal.PayPalReply.Failed;
import java.time.Clock;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** From a new order to the hold. */
final class PayPalCheckout {

    private static final int MAX_DESCRIPTION = 127;

    /** The order stands elsewhere than we believed: it says where. */
    private static final Set<String> STANDS_ELSEWHERE = Set.of(
            "ORDER_NOT_APPROVED",
            "ORDER_ALREADY_AUTHORIZED",
            "ORDER_ALREADY_COMPLETED",
            "PAYER_ACTION_REQUIRED",
            "DUPLICATE_INVOICE_ID");

    private final PayPalClient client;
    private final PayPalOrders orders;
    private final Clock clock;

    PayPalCheckout(PayPalClient client, PayPalOrders orders, Clock clock) {
        this.client = client;
        this.orders = orders;
        this.clock = clock;
    }

    ProviderAnswer create(Create command) {
        var reply = client.post(PayPalOrders.PATH, order(command), command.key());
        if (!(reply instanceof Done done)) {
            return PayPalFailures.answer(reply);
        }
        var order = PayPalOrder.of(done.body());
        order.ifPresent(made -> orders.remember(made, command.paymentId()));
        return order.<ProviderAnswer>map(made -> new Created(made.id())).orElseGet(PayPalFailures::unreadable);
    }

    private static ObjectNode order(Create command) {
        var order = JSON.createObjectNode().put("intent", "AUTHORIZE");
        var unit = order.putArray("purchase_units")
                .addObject()
                .put("custom_id", command.paymentId())
                // a second order for the same payment could not be paid
                .put("invoice_id", command.paymentId());
        unit.putObject("amount")
                .put("currency_code", command.amount().currency())
                .put("value", PayPalAmounts.toPayPal(command.amount()));
        if (command.description() != null && !command.description().isBlank()) {
            unit.put("description", shortened(command.description()));
        }
        var context = order.putObject("payment_source")
                .putObject("paypal")
                .putObject("experience_context")
                .put("user_action", "PAY_NOW")
                .put("shipping_preference", "NO_SHIPPING");
        if (command.returnUrl() != null) {
            context.put("return_url", command.returnUrl().toString())
                    .put("cancel_url", command.returnUrl().toString());
        }
        return order;
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_DESCRIPTION) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(MAX_DESCRIPTION - 1)) ? MAX_DESCRIPTION - 1 : MAX_DESCRIPTION;
        return text.substring(0, end);
    }

    /**
     * Sends the payer to PayPal's page; once the payer has agreed there, asks for the hold. Who has agreed to be
     * remembered is sent nowhere.
     */
    ProviderAnswer confirm(Confirm command) {
        return switch (orders.read(command.ref())) {
            case Seen seen
            when seen.order().status().equals("APPROVED") -> authorized(command, JSON.createObjectNode());
            case Seen seen
            when command.paymentMethod() != null && isWaiting(seen.order()) ->
                authorized(command, by(command.paymentMethod()));
            case Seen seen -> standing(seen.order());
            case NotSeen not -> notAsked(not);
        };
    }

    private boolean isWaiting(PayPalOrder order) {
        return PayPalStanding.of(order, clock.instant()) instanceof Created;
    }

    private static ObjectNode by(PaymentMethodToken remembered) {
        var body = JSON.createObjectNode();
        body.putObject("payment_source").putObject("paypal").put("vault_id", remembered.value());
        return body;
    }

    private ProviderAnswer authorized(Confirm command, ObjectNode body) {
        var path = PayPalClient.path(PayPalOrders.PATH + "/", command.ref()) + "/authorize";
        var reply = client.post(path, body, command.key());
        return switch (reply) {
            case Done done -> orders.understood(done.body()).map(this::standing).orElseGet(PayPalFailures::unreadable);
            case Failed failed
            when failed.is("INSTRUMENT_DECLINED") || failed.is("TOKEN_ID_NOT_FOUND") ->
                new Declined(command.ref(), PayPalFailures.code(failed), failed.debugId());
            case Failed failed when STANDS_ELSEWHERE.contains(failed.issue()) -> elsewhere(command.ref(), failed);
            case PayPalReply _ -> PayPalFailures.answer(reply);
        };
    }

    /** Nothing was authorized by this call; if nothing was by an earlier one, the refusal stands. */
    private ProviderAnswer elsewhere(String ref, Failed failed) {
        return switch (orders.read(ref)) {
            case Seen seen -> {
                var standing = standing(seen.order());
                yield standing instanceof Approved ? PayPalFailures.answer(failed) : standing;
            }
            case NotSeen not -> PayPalFailures.answer(not.reply()).afterAnEarlierSend();
        };
    }

    private ProviderAnswer standing(PayPalOrder order) {
        var standing = PayPalStanding.of(order, clock.instant());
        if (!(standing instanceof Created)) {
            return standing;
        }
        return order.approval() == null
                ? new Unknown("an order that waits for the payer and does not say where")
                : new RequiresAction(order.id(), new NextAction("redirect_to_url", order.approval()));
    }

    /** Before anything was asked for, looking was all that failed. */
    static ProviderAnswer notAsked(NotSeen not) {
        return switch (PayPalFailures.answer(not.reply())) {
            case Unknown unknown -> new NotSent("the order could not be read: " + unknown.reason());
            case ProviderAnswer other -> other;
        };
    }
}
