package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.text;

import io.aman.payment.provider.Notice.Subject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The few fields of a webhook that are used.
 *
 * @param order absent where PayPal does not name it, as in events about refunds and disputes
 * @param paymentId our id, as PayPal was told it
 * @param pieces the authorizations and captures that it is about
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/event-names/">Event names</a>
 */
record PayPalEvent(
        String id,
        String type,
        Subject about,
        @Nullable String order,
        @Nullable String paymentId,
        List<String> pieces) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,255}");
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9._-]{1,100}");

    /** @return empty when the body is no event */
    static Optional<PayPalEvent> of(String body) {
        try {
            var event = PayPalClient.JSON.readTree(body);
            var id = word(event, "id", ID);
            var type = word(event, "event_type", TYPE);
            var resource = event.path("resource");
            return id == null || type == null || !resource.isObject()
                    ? Optional.empty()
                    : Optional.of(of(id, type, resource));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static PayPalEvent of(String id, String type, JsonNode resource) {
        var subject = subject(type);
        return switch (type.substring(0, Math.max(0, type.lastIndexOf('.')))) {
            case "CHECKOUT.ORDER", "CHECKOUT.PAYMENT-APPROVAL" -> {
                var named = word(resource, "order_id", ID);
                var unit = resource.path("purchase_units").path(0);
                yield new PayPalEvent(
                        id,
                        type,
                        subject,
                        named == null ? word(resource, "id", ID) : named,
                        text(unit, "custom_id"),
                        List.of());
            }
            case "CUSTOMER.DISPUTE" -> {
                var transactions = resource.path("disputed_transactions");
                yield new PayPalEvent(
                        id,
                        type,
                        subject,
                        null,
                        text(transactions.path(0), "custom"),
                        all(transactions, "seller_transaction_id").toList());
            }
            default ->
                new PayPalEvent(
                        id,
                        type,
                        subject,
                        word(resource.path("supplementary_data").path("related_ids"), "order_id", ID),
                        text(resource, "custom_id"),
                        pieces(resource));
        };
    }

    /** Nothing is done because of these, and by no payment could they be found to be erased. */
    boolean isOfVault() {
        return type.startsWith("VAULT.");
    }

    /** The event without anything that names the payer. */
    String onlyIds() {
        var kept = PayPalClient.JSON.createObjectNode().put("id", id).put("event_type", type);
        var resource = kept.putObject("resource");
        pieces.stream().findFirst().ifPresent(piece -> resource.put("id", piece));
        return kept.toString();
    }

    private static Subject subject(String type) {
        return switch (type) {
            case "CHECKOUT.ORDER.APPROVED",
                    "CHECKOUT.ORDER.COMPLETED",
                    "CHECKOUT.PAYMENT-APPROVAL.REVERSED",
                    "PAYMENT.AUTHORIZATION.CREATED",
                    "PAYMENT.AUTHORIZATION.VOIDED",
                    "PAYMENT.CAPTURE.PENDING",
                    "PAYMENT.CAPTURE.COMPLETED",
                    "PAYMENT.CAPTURE.DENIED",
                    "PAYMENT.CAPTURE.DECLINED" -> Subject.PAYMENT;
            case "PAYMENT.CAPTURE.REFUNDED", "PAYMENT.REFUND.PENDING", "PAYMENT.REFUND.FAILED" -> Subject.REFUND;
            // PayPal took it back by itself, which is how a lost dispute ends
            case "PAYMENT.CAPTURE.REVERSED",
                    "CUSTOMER.DISPUTE.CREATED",
                    "CUSTOMER.DISPUTE.UPDATED",
                    "CUSTOMER.DISPUTE.RESOLVED" -> Subject.DISPUTE;
            default -> Subject.SOMETHING_ELSE;
        };
    }

    /** Itself, and what it came from: the authorization of a capture, the capture of a refund. */
    private static List<String> pieces(JsonNode resource) {
        var up = PayPalOrder.link(resource, "up");
        return Stream.of(text(resource, "id"), up == null ? null : up.substring(up.lastIndexOf('/') + 1))
                .filter(Objects::nonNull)
                .filter(piece -> ID.matcher(piece).matches())
                .toList();
    }

    private static Stream<String> all(JsonNode nodes, String field) {
        return nodes.valueStream().map(node -> word(node, field, ID)).filter(Objects::nonNull);
    }

    private static @Nullable String word(JsonNode node, String field, Pattern pattern) {
        var value = text(node, field);
        return value != null && pattern.matcher(value).matches() ? value : null;
    }
}
