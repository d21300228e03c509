package io.aman.payment.provider.paypal;

import io.aman.payment.provider.LedgerReader;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PayPal's transaction search as our lines. It has what PayPal took back by itself, too, as refunds.
 *
 * <p>PayPal lists a movement under the day on which it was begun: one that was pending for more than a day differs on
 * both days, and is looked at.
 */
final class PayPalLedger implements LedgerReader {

    private final PayPalClient client;
    private final MongoPayPalOrders orders;
    private final Clock clock;

    PayPalLedger(PayPalClient client, MongoPayPalOrders orders, Clock clock) {
        this.client = client;
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return PayPalProvider.NAME;
    }

    /** PayPal has a list of its own. Of a time that is over it counts as read only once that list reaches its end. */
    @Override
    public LedgerAnswer read(Instant from, Instant to, List<Line> booked) {
        var now = clock.instant();
        var isOver = !to.isAfter(now);
        // PayPal refuses to search what has not begun
        var until = isOver ? to : now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        var search = new PayPalSearch(client);
        return search.read(from, until)
                .or(() -> search.refreshed()
                        .filter(refreshed -> isOver && refreshed.isBefore(to))
                        .map(refreshed -> "the record goes to %s only".formatted(refreshed)))
                .<LedgerAnswer>map(Unread::new)
                .orElseGet(() -> new Read(lines(search.found(), from, to)));
    }

    private List<Line> lines(List<PayPalMovement> found, Instant from, Instant to) {
        return found.stream()
                .filter(movement ->
                        !movement.at().isBefore(from) && movement.at().isBefore(to))
                .flatMap(this::lines)
                .toList();
    }

    private Stream<Line> lines(PayPalMovement movement) {
        var line = line(movement, movement.kind());
        // A capture that was undone stands in the list as what undid it.
        return movement.reversed() && movement.kind() == Kind.REFUND
                ? Stream.of(line, line(movement, Kind.REFUND_FAILED))
                : Stream.of(line);
    }

    private Line line(PayPalMovement movement, Kind kind) {
        return new Line(
                kind, order(movement), kind == Kind.CAPTURE ? null : movement.id(), movement.amount(), movement.at());
    }

    /** What is of no order of ours stands under what it came from. */
    private String order(PayPalMovement movement) {
        return orders.ofPieces(movement.pieces())
                .or(() -> Optional.ofNullable(movement.paymentId()).flatMap(orders::ofPayment))
                .orElseGet(() -> movement.pieces().getLast());
    }
}
