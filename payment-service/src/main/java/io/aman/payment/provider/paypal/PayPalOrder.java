package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.text;

import io.aman.events.Money;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An order and what has become of it, as PayPal shows it.
 *
 * @param approval where the payer agrees; absent when nobody waits for that
 * @param authorizations oldest first; more than one where somebody renewed it at PayPal
 * @param captures oldest first
 * @param refunds of all captures
 * @see <a href="https://developer.paypal.com/docs/api/orders/v2/#orders_get">The order</a>
 */
record PayPalOrder(
        String id,
        String status,
        @Nullable String approval,
        List<Authorization> authorizations,
        List<Capture> captures,
        List<Refund> refunds) {

    record Authorization(
            String id,
            String status,
            Money amount,
            @Nullable Instant expiresAt) {

        static Authorization of(JsonNode node) {
            var expires = text(node, "expiration_time");
            return new Authorization(
                    required(node, "id"),
                    required(node, "status"),
                    money(node),
                    expires == null ? null : OffsetDateTime.parse(expires).toInstant());
        }

        Authorization in(String next) {
            return new Authorization(id, next, amount, expiresAt);
        }
    }

    /** @param key the idempotency key that we took it with */
    record Capture(
            String id,
            String status,
            Money amount,
            @Nullable String key) {

        static Capture of(JsonNode node) {
            return new Capture(required(node, "id"), required(node, "status"), money(node), text(node, "invoice_id"));
        }

        /** Whether the money was taken; that some was given back is another matter. */
        boolean isTaken() {
            return status.equals("COMPLETED") || status.equals("PARTIALLY_REFUNDED") || status.equals("REFUNDED");
        }

        boolean isPending() {
            return status.equals("PENDING");
        }

        boolean isDeclined() {
            return status.equals("DECLINED") || status.equals("FAILED");
        }
    }

    /**
     * @param key our refund's id, where we asked for it
     * @param capture what it gives back of
     */
    record Refund(
            String id,
            String status,
            Money amount,
            @Nullable String key,
            @Nullable String capture) {

        static Refund of(JsonNode node) {
            var up = link(node, "up");
            return new Refund(
                    required(node, "id"),
                    required(node, "status"),
                    money(node),
                    text(node, "invoice_id"),
                    up == null ? null : up.substring(up.lastIndexOf('/') + 1));
        }

        boolean isBinding() {
            return status.equals("COMPLETED") || status.equals("PENDING");
        }
    }

    /** @return empty when it is no order, or something in it cannot be read */
    static Optional<PayPalOrder> of(JsonNode node) {
        return read(node, order -> {
            var payments = order.path("purchase_units").path(0).path("payments");
            var approve = link(order, "approve");
            return new PayPalOrder(
                    required(order, "id"),
                    required(order, "status"),
                    approve == null ? link(order, "payer-action") : approve,
                    list(payments.path("authorizations"), Authorization::of),
                    list(payments.path("captures"), Capture::of),
                    list(payments.path("refunds"), Refund::of));
        });
    }

    /** Turns PayPal's JSON into a record; whatever is missing or no money ends in nothing. */
    static <T> Optional<T> read(JsonNode node, Function<JsonNode, T> reading) {
        try {
            return Optional.of(reading.apply(node));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> reading) {
        return nodes.valueStream().map(reading).toList();
    }

    /** The authorization that holds now. */
    Optional<Authorization> authorization() {
        return authorizations.isEmpty() ? Optional.empty() : Optional.of(authorizations.getLast());
    }

    /** What is left of a capture to be given back. */
    Money rest(Capture capture) {
        return refunds.stream()
                .filter(refund -> refund.isBinding() && capture.id().equals(refund.capture()))
                .map(Refund::amount)
                .reduce(capture.amount(), Money::minus);
    }

    /** The ids of our refunds that it shows as given back, or on their way. */
    Set<String> keysOfRefunds() {
        return refunds.stream()
                .filter(Refund::isBinding)
                .map(Refund::key)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As it stands after a capture that PayPal has just told of. */
    PayPalOrder with(Capture capture, boolean last) {
        var others = captures.stream().filter(known -> !known.id().equals(capture.id()));
        var held = authorizations.getLast();
        var next = capture.isDeclined() ? held : held.in(last ? "CAPTURED" : "PARTIALLY_CAPTURED");
        return with(next, Stream.concat(others, Stream.of(capture)).toList());
    }

    /** As it stands after what was held has been let go. */
    PayPalOrder voided() {
        return with(authorizations.getLast().in("VOIDED"), captures);
    }

    private PayPalOrder with(Authorization latest, List<Capture> taken) {
        var before = authorizations.subList(0, authorizations.size() - 1);
        return new PayPalOrder(
                id,
                status,
                approval,
                Stream.concat(before.stream(), Stream.of(latest)).toList(),
                taken,
                refunds);
    }

    /** All that PayPal has an id for below it. */
    List<String> pieces() {
        return Stream.concat(
                        authorizations.stream().map(Authorization::id),
                        captures.stream().map(Capture::id))
                .toList();
    }

    private static Money money(JsonNode node) {
        var amount = node.path("amount");
        return PayPalAmounts.toMoney(required(amount, "value"), required(amount, "currency_code"));
    }

    private static String required(JsonNode node, String field) {
        return Objects.requireNonNull(text(node, field), field);
    }

    static @Nullable String link(JsonNode node, String rel) {
        return node.path("links")
                .valueStream()
                .filter(link -> rel.equals(text(link, "rel")))
                .map(link -> text(link, "href"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
