package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.text;

import io.aman.events.Money;
import io.aman.payment.provider.LedgerReader.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Money that was taken or given back, as PayPal's transaction search shows it.
 *
 * @param reversed whether it was undone later
 * @param pieces its own id, then what it came from, where PayPal says so: an authorization, or a refund's capture
 * @param paymentId our id, as PayPal was told it
 * @param amount above zero, whichever way it went
 * @param at when it was begun, which is what is searched by
 * @see <a href="https://developer.paypal.com/docs/api/transaction-search/v1/">Transaction search</a>
 * @see <a href="https://developer.paypal.com/docs/transaction-search/transaction-event-codes/">Its codes</a>
 */
record PayPalMovement(
        String id,
        Kind kind,
        boolean reversed,
        List<String> pieces,
        @Nullable String paymentId,
        Money amount,
        Instant at) {

    /** Succeeded, or succeeded and was undone; what is pending or denied has not moved. */
    private static final Set<String> MOVED = Set.of("S", "V");

    /** A payment that PayPal reversed, and one that we refunded. */
    private static final Set<String> GIVEN_BACK = Set.of("T1106", "T1107");

    /** The offset comes as {@code +0000}, which is not the standard's form. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    /**
     * @param info a {@code transaction_info}
     * @return empty when it is no payment or refund, or nothing has moved by it yet
     * @throws RuntimeException when it is one and cannot be read
     */
    static Optional<PayPalMovement> of(JsonNode info) {
        return kind(info).map(kind -> {
            var id = required(info, "transaction_id");
            var value = info.path("transaction_amount");
            return new PayPalMovement(
                    id,
                    kind,
                    required(info, "transaction_status").equals("V"),
                    Stream.of(id, text(info, "paypal_reference_id"))
                            .filter(Objects::nonNull)
                            .toList(),
                    text(info, "custom_field"),
                    PayPalAmounts.toMoney(decimal(value).abs().toPlainString(), required(value, "currency_code")),
                    time(required(info, "transaction_initiation_date")));
        });
    }

    /** T00 is any payment between accounts, ours or theirs; the fees, holds and transfers of other groups are left out. */
    private static Optional<Kind> kind(JsonNode info) {
        var code = required(info, "transaction_event_code");
        var taken = code.startsWith("T00");
        var known = taken || GIVEN_BACK.contains(code);
        if (!known || !MOVED.contains(required(info, "transaction_status"))) {
            return Optional.empty();
        }
        var sign = decimal(info.path("transaction_amount")).signum();
        return taken
                ? Optional.of(Kind.CAPTURE).filter(_ -> sign > 0)
                : Optional.of(Kind.REFUND).filter(_ -> sign < 0);
    }

    static Instant time(String text) {
        return TIME.parse(text, OffsetDateTime::from).toInstant();
    }

    private static BigDecimal decimal(JsonNode amount) {
        return new BigDecimal(required(amount, "value"));
    }

    private static String required(JsonNode node, String field) {
        return Objects.requireNonNull(text(node, field), field);
    }
}
