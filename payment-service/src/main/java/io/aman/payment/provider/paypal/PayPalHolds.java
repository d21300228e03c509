package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.JSON;

import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.paypal.PayPalOrders.NotSeen;
import io.aman.payment.provider.paypal.PayPalOrders.Seen;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import io.aman.payment.provider.paypal.PayPalReply.Failed;
import java.time.Clock;
import java.util.Set;

/** Takes what is held, or lets it go. */
final class PayPalHolds {

    private static final String PATH = "/v2/payments/authorizations/";
    private static final String EXPIRED = "AUTHORIZATION_EXPIRED";

    /** The authorization stands elsewhere than we believed: the order says where. */
    private static final Set<String> STANDS_ELSEWHERE = Set.of(
            EXPIRED,
            "AUTHORIZATION_ALREADY_CAPTURED",
            "AUTHORIZATION_VOIDED",
            "AUTHORIZATION_DENIED",
            "PREVIOUSLY_CAPTURED",
            "PREVIOUSLY_VOIDED");

    private final PayPalClient client;
    private final PayPalOrders orders;
    private final Clock clock;

    PayPalHolds(PayPalClient client, PayPalOrders orders, Clock clock) {
        this.client = client;
        this.orders = orders;
        this.clock = clock;
    }

    ProviderAnswer capture(Capture command) {
        return switch (orders.read(command.ref())) {
            case Seen seen -> capture(command, seen.order());
            case NotSeen not -> PayPalCheckout.notAsked(not);
        };
    }

    private ProviderAnswer capture(Capture command, PayPalOrder order) {
        var authorization = order.authorization();
        if (authorization.isEmpty()) {
            return new Refused("nothing_is_held");
        }
        var body = JSON.createObjectNode()
                .put("final_capture", command.last())
                // one of its own each: the order's would be a duplicate for the second capture
                .put("invoice_id", command.key());
        body.putObject("amount")
                .put("currency_code", command.amount().currency())
                .put("value", PayPalAmounts.toPayPal(command.amount()));
        var path = PayPalClient.path(PATH, authorization.get().id()) + "/capture";
        var reply = client.post(path, body, command.key());
        return switch (reply) {
            case Done done ->
                PayPalOrder.read(done.body(), PayPalOrder.Capture::of)
                        .map(capture -> taken(order, capture, command.last()))
                        .orElseGet(PayPalFailures::unreadable);
            case Failed failed when STANDS_ELSEWHERE.contains(failed.issue()) -> elsewhere(order, failed);
            case Failed failed when failed.is("DUPLICATE_INVOICE_ID") -> takenBefore(command, failed);
            case PayPalReply _ -> PayPalFailures.answer(reply);
        };
    }

    private ProviderAnswer taken(PayPalOrder before, PayPalOrder.Capture capture, boolean last) {
        var after = before.with(capture, last);
        orders.learn(after);
        return capture.isDeclined() ? PayPalStanding.declined(after, capture) : standing(after);
    }

    /** PayPal has forgotten the key, but not the capture; unless the invoice id is somebody else's. */
    private ProviderAnswer takenBefore(Capture command, Failed failed) {
        return switch (orders.read(command.ref())) {
            case Seen seen ->
                seen.order().captures().stream()
                        .filter(capture -> command.key().equals(capture.key()))
                        .findFirst()
                        .map(_ -> standing(seen.order()))
                        .orElseGet(() -> PayPalFailures.answer(failed));
            case NotSeen not -> PayPalFailures.answer(not.reply()).afterAnEarlierSend();
        };
    }

    /** Voids what is held. An order that is not authorized yet holds nothing, and without us never will. */
    ProviderAnswer release(Cancel command) {
        return switch (orders.read(command.ref())) {
            case Seen seen ->
                switch (standing(seen.order())) {
                    case Created _, RequiresAction _, Approved _, Declined _ -> new Canceled(command.ref());
                    case Authorized _, PartlyCaptured _, Processing _ -> release(command, seen.order());
                    case Captured captured -> captured;
                    case Canceled canceled -> canceled;
                    case Expired expired -> expired;
                    case Voided voided -> voided;
                    case Unknown unknown -> new NotSent(unknown.reason());
                    case Absent absent -> absent;
                    case NotSent notSent -> notSent;
                    case Refused refused -> refused;
                };
            case NotSeen not when not.isUnknownThere() -> new Canceled(command.ref());
            case NotSeen not -> PayPalCheckout.notAsked(not);
        };
    }

    private ProviderAnswer release(Cancel command, PayPalOrder order) {
        // a renewed authorization ends with the one it renews
        var first = order.authorizations().getFirst();
        var reply = client.post(PayPalClient.path(PATH, first.id()) + "/void", JSON.createObjectNode(), command.key());
        return switch (reply) {
            case Done _ -> standing(order.voided());
            case Failed failed when STANDS_ELSEWHERE.contains(failed.issue()) -> elsewhere(order, failed);
            case PayPalReply _ -> PayPalFailures.answer(reply);
        };
    }

    private ProviderAnswer elsewhere(PayPalOrder before, Failed failed) {
        return switch (orders.read(before.id())) {
            case Seen seen -> {
                var standing = standing(seen.order());
                yield failed.is(EXPIRED) ? expired(standing) : standing;
            }
            case NotSeen not -> PayPalFailures.answer(not.reply()).afterAnEarlierSend();
        };
    }

    /** Whatever the order shows as held is so no more. */
    private static ProviderAnswer expired(ProviderAnswer standing) {
        return switch (standing) {
            case Authorized held -> new Expired(held.ref());
            case Canceled voided -> new Expired(voided.ref());
            case PartlyCaptured some -> new Captured(some.ref(), some.total());
            case ProviderAnswer other -> other;
        };
    }

    private ProviderAnswer standing(PayPalOrder order) {
        return PayPalStanding.of(order, clock.instant());
    }
}
