package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalClient.text;

import io.aman.payment.provider.paypal.PayPalReply.Done;
import io.aman.payment.provider.paypal.PayPalReply.Failed;
import io.aman.payment.provider.paypal.PayPalReply.NeverSent;
import io.aman.payment.provider.paypal.PayPalReply.NoAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One reading of PayPal's transaction search, page by page to its end. Where more was found than PayPal shows (10,000),
 * each half of the time is searched.
 *
 * @see <a href="https://developer.paypal.com/docs/api/transaction-search/v1/#search_get">List transactions</a>
 */
final class PayPalSearch {

    /** PayPal gives 500; each takes a kilobyte, and this much fits in whatever answer is read. */
    private static final int PAGE = 250;

    private static final int MOST_PAGES = 100;
    private static final String UNREADABLE = "an answer that cannot be read";

    private final PayPalClient client;
    private final Set<PayPalMovement> found = new LinkedHashSet<>();
    private @Nullable Instant refreshed;

    PayPalSearch(PayPalClient client) {
        this.client = client;
    }

    /** What was found until now; what stood on two pages, since something came in between, once. */
    List<PayPalMovement> found() {
        return List.copyOf(found);
    }

    /** Until when PayPal's record goes, where it says so; it is some hours late. */
    Optional<Instant> refreshed() {
        return Optional.ofNullable(refreshed);
    }

    /**
     * @param from whole seconds, as {@code to}, which is not included
     * @return why it could not be read to its end; empty when it was
     */
    Optional<String> read(Instant from, Instant to) {
        for (int page = 1; page <= MOST_PAGES; page++) {
            var reply = client.get(
                    "/v1/reporting/transactions?fields=transaction_info&page_size=%d&page=%d&start_date=%s&end_date=%s"
                            .formatted(PAGE, page, from, to.minusSeconds(1)));
            if (!(reply instanceof Done done)) {
                return isTooMuch(reply) && from.plusSeconds(1).isBefore(to)
                        ? readHalves(from, to)
                        : Optional.of(reason(reply));
            }
            var pages = PayPalOrder.read(done.body(), this::take);
            if (pages.isEmpty()) {
                return Optional.of(UNREADABLE);
            }
            if (page >= pages.get()) {
                return Optional.empty();
            }
        }
        return Optional.of("a list that does not end");
    }

    private Optional<String> readHalves(Instant from, Instant to) {
        var middle = from.plus(Duration.between(from, to).dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        return read(from, middle).or(() -> read(middle, to));
    }

    private static boolean isTooMuch(PayPalReply reply) {
        return reply instanceof Failed failed && failed.is("RESULTSET_TOO_LARGE");
    }

    /** @return how many pages there are */
    private int take(JsonNode body) {
        var until = text(body, "last_refreshed_datetime");
        refreshed = until == null ? null : PayPalMovement.time(until);
        body.required("transaction_details")
                .valueStream()
                .forEach(one ->
                        PayPalMovement.of(one.required("transaction_info")).ifPresent(found::add));
        return body.required("total_pages").asInt();
    }

    private static String reason(PayPalReply reply) {
        return switch (reply) {
            case NeverSent never -> never.reason();
            case NoAnswer none -> none.reason();
            case Failed failed -> "status %d, %s".formatted(failed.status(), failed.issue());
            case Done _ -> UNREADABLE;
        };
    }
}
