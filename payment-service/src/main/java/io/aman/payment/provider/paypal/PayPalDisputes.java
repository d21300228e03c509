package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.text;

import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.paypal.PayPalOrder.Capture;
import io.aman.payment.provider.paypal.PayPalOrders.NotSeen;
import io.aman.payment.provider.paypal.PayPalOrders.Seen;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Payers who want their money back.
 *
 * @see <a href="https://developer.paypal.com/docs/api/customer-disputes/v1/">Disputes</a>
 */
final class PayPalDisputes {

    private static final Logger log = LoggerFactory.getLogger(PayPalDisputes.class);

    private static final String PATH = "/v1/customer/disputes";

    private final PayPalClient client;
    private final PayPalOrders orders;

    PayPalDisputes(PayPalClient client, PayPalOrders orders) {
        this.client = client;
        this.orders = orders;
    }

    private record Listed(String id, Instant at) {

        static Listed of(JsonNode node) {
            return new Listed(
                    Objects.requireNonNull(text(node, "dispute_id")),
                    OffsetDateTime.parse(Objects.requireNonNull(text(node, "create_time")))
                            .toInstant());
        }
    }

    /** The newest one of any capture decides. */
    DisputeAnswer read(String ref) {
        return switch (orders.read(ref)) {
            case Seen seen -> ofCaptures(seen.order().captures());
            case NotSeen _ -> new Unknown("the order could not be read");
        };
    }

    private DisputeAnswer ofCaptures(List<Capture> captures) {
        var disputes = new ArrayList<Listed>();
        for (var capture : captures) {
            var listed = list(capture.id());
            if (listed.isEmpty()) {
                return new Unknown("the disputes could not be read");
            }
            disputes.addAll(listed.get());
        }
        return disputes.stream()
                .max(Comparator.comparing(Listed::at).thenComparing(Listed::id))
                .map(newest -> standing(newest.id()))
                .orElseGet(DisputeAnswer.None::new);
    }

    private Optional<List<Listed>> list(String capture) {
        var reply = client.get(PayPalClient.path(PATH + "?disputed_transaction_id=", capture));
        return reply instanceof Done done
                ? PayPalOrder.read(
                        done.body(),
                        body -> body.path("items").valueStream().map(Listed::of).toList())
                : Optional.empty();
    }

    /** The list leaves the outcome out. */
    private DisputeAnswer standing(String id) {
        var reply = client.get(PayPalClient.path(PATH + "/", id));
        if (!(reply instanceof Done done) || text(done.body(), "status") == null) {
            return new Unknown("the dispute could not be read");
        }
        var outcome = text(done.body().path("dispute_outcome"), "outcome_code");
        return new DisputeAnswer.Stands(
                "RESOLVED".equals(text(done.body(), "status")) ? resolved(id, outcome) : DisputeStatus.OPEN);
    }

    private static DisputeStatus resolved(String id, @Nullable String outcome) {
        return switch (outcome) {
            case "RESOLVED_BUYER_FAVOUR", "ACCEPTED" -> DisputeStatus.LOST;
            case "RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED" -> DisputeStatus.WON;
            case null, default -> {
                log.error("PayPal has resolved the dispute {} without an outcome we know: look there", id);
                yield DisputeStatus.OPEN;
            }
        };
    }
}
