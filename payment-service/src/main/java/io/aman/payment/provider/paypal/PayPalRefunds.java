package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.JSON;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundAnswer.State;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import io.aman.payment.provider.RefundSources.Several;
import io.aman.payment.provider.RefundSources.Source;
import io.aman.payment.provider.RefundSources.Unread;
import io.aman.payment.provider.paypal.PayPalOrder.Capture;
import io.aman.payment.provider.paypal.PayPalOrder.Refund;
import io.aman.payment.provider.paypal.PayPalOrders.NotSeen;
import io.aman.payment.provider.paypal.PayPalOrders.Seen;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import io.aman.payment.provider.paypal.PayPalReply.Failed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Gives back what was taken. A refund at PayPal is of one capture; out of which one is decided before it is asked for,
 * so that asking again can never be about another one.
 */
final class PayPalRefunds {

    private static final String PATH = "/v2/payments/refunds/";

    private final PayPalClient client;
    private final PayPalOrders orders;

    PayPalRefunds(PayPalClient client, PayPalOrders orders) {
        this.client = client;
        this.orders = orders;
    }

    RefundAnswer refund(RefundCommand command) {
        return switch (orders.read(command.paymentRef())) {
            case Seen seen ->
                ofKey(seen.order(), command.key())
                        .map(PayPalRefunds::answer)
                        .orElseGet(() -> refund(command, seen.order()));
            case NotSeen not -> notAsked(not);
        };
    }

    private static Optional<Refund> ofKey(PayPalOrder order, String key) {
        return order.refunds().stream()
                .filter(refund -> key.equals(refund.key()))
                .findFirst();
    }

    RefundSources sources(String ref) {
        return switch (orders.read(ref)) {
            case Seen seen -> new Several(sources(seen.order()));
            case NotSeen _ -> new Unread("the order could not be read");
        };
    }

    private static List<Source> sources(PayPalOrder order) {
        return order.captures().stream()
                .filter(Capture::isTaken)
                .map(capture -> new Source(capture.id(), order.rest(capture), order.keysOfRefunds()))
                .toList();
    }

    private RefundAnswer refund(RefundCommand command, PayPalOrder order) {
        if (command.source() != null) {
            return refund(command, command.source());
        }
        var capture = bearing(order, command.amount());
        return capture.map(chosen -> refund(command, chosen.id())).orElseGet(() -> refusal(order, command.amount()));
    }

    /** Only for refunds that were asked for without a source: the one with the least left that suffices. */
    private static Optional<Capture> bearing(PayPalOrder order, Money amount) {
        return order.captures().stream()
                .filter(Capture::isTaken)
                .filter(capture -> order.rest(capture).compareTo(amount) >= 0)
                .min(Comparator.comparing(order::rest));
    }

    private static Refused refusal(PayPalOrder order, Money amount) {
        var left = order.captures().stream()
                .filter(Capture::isTaken)
                .map(order::rest)
                .reduce(Money.zero(amount.currency()), Money::plus);
        return new Refused(left.compareTo(amount) < 0 ? "refund_amount_exceeded" : "spans_captures");
    }

    private RefundAnswer refund(RefundCommand command, String capture) {
        var body = JSON.createObjectNode().put("invoice_id", command.key());
        body.putObject("amount")
                .put("currency_code", command.amount().currency())
                .put("value", PayPalAmounts.toPayPal(command.amount()));
        var path = PayPalClient.path("/v2/payments/captures/", capture) + "/refund";
        var reply = client.post(path, body, command.key());
        return switch (reply) {
            case Done done -> understood(done.body());
            // it was made, and the order does not show it yet
            case Failed failed
            when failed.is("DUPLICATE_INVOICE_ID") || failed.is("DUPLICATE_REQUEST_ID") -> new Unknown("made before");
            case PayPalReply _ -> PayPalFailures.refundAnswer(reply);
        };
    }

    RefundAnswer read(String refund) {
        var reply = client.get(PayPalClient.path(PATH, refund));
        return reply instanceof Done done
                ? understood(done.body())
                : PayPalFailures.refundAnswer(reply).whereSentBefore();
    }

    RefundList list(String ref) {
        return switch (orders.read(ref)) {
            case Seen seen -> listed(seen.order().refunds());
            case NotSeen _ -> new Unknown("the order could not be read");
        };
    }

    private static RefundList listed(List<Refund> refunds) {
        var rows = new ArrayList<RefundList.Row>();
        for (var refund : refunds) {
            if (!(answer(refund) instanceof Stands stands)) {
                return new Unknown("a status we do not know");
            }
            rows.add(new RefundList.Row(refund.key(), stands));
        }
        return new RefundList.Listed(rows);
    }

    private static RefundAnswer understood(JsonNode body) {
        return PayPalOrder.read(body, Refund::of).map(PayPalRefunds::answer).orElseGet(PayPalFailures::unreadable);
    }

    private static RefundAnswer answer(Refund refund) {
        return switch (refund.status()) {
            case "PENDING" -> stands(refund, State.PENDING);
            case "COMPLETED" -> stands(refund, State.SUCCEEDED);
            case "FAILED" -> stands(refund, State.FAILED);
            case "CANCELLED" -> stands(refund, State.CANCELED);
            default -> new Unknown("a status we do not know");
        };
    }

    private static Stands stands(Refund refund, State state) {
        return new Stands(refund.id(), refund.amount(), state, state == State.FAILED ? "refund_failed" : null);
    }

    private static RefundAnswer notAsked(NotSeen not) {
        return PayPalFailures.refundAnswer(not.reply()) instanceof Unknown unknown
                ? new NotSent("the order could not be read: " + unknown.reason())
                : PayPalFailures.refundAnswer(not.reply());
    }
}
