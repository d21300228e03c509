package io.aman.payment.ledger;

import io.aman.events.Money;
import io.aman.payment.ledger.Difference.What;
import io.aman.payment.provider.LedgerReader.Kind;
import io.aman.payment.provider.LedgerReader.Line;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the lines of one day. A provider books a movement up to a day before or after we learn of it, so that a line
 * of the day may have its like on one of the days beside it.
 */
final class CompareDay {

    /** What is one movement, or its parts. */
    private record Key(
            Kind kind, String paymentRef, @Nullable String refundRef, String currency) {

        static final Comparator<Key> ORDER = Comparator.comparing(Key::kind)
                .thenComparing(Key::currency)
                .thenComparing(Key::paymentRef)
                .thenComparing(Key::refundRef, Comparator.nullsFirst(Comparator.naturalOrder()));

        static Key of(Line line) {
            return new Key(
                    line.kind(),
                    line.paymentRef(),
                    line.refundRef(),
                    line.amount().currency());
        }
    }

    private static final class Movement {
        private long ours;
        private long theirs;
        private boolean ofTheDay;
        private @Nullable String paymentId;
    }

    private final LocalDate day;
    private final String provider;
    private final Map<Key, Movement> movements = new TreeMap<>(Key.ORDER);
    private final Map<String, Totals> totals = new HashMap<>();

    private CompareDay(LocalDate day, String provider) {
        this.day = day;
        this.provider = provider;
    }

    /** What one provider's day came to. */
    record Result(List<Totals> totals, List<Difference> differences) {}

    /**
     * @param ours of the day and those beside it
     * @param theirs likewise
     */
    static Result of(LocalDate day, String provider, List<BookLine> ours, List<Line> theirs) {
        var comparison = new CompareDay(day, provider);
        ours.forEach(comparison::here);
        theirs.forEach(comparison::there);
        return comparison.result();
    }

    private void here(BookLine booked) {
        var line = booked.line();
        var movement = movement(line);
        movement.ours = Math.addExact(movement.ours, line.amount().amountMinor());
        movement.paymentId = booked.paymentId();
        if (isOfTheDay(line)) {
            total(line, line.amount(), null);
        }
    }

    private void there(Line line) {
        var movement = movement(line);
        movement.theirs = Math.addExact(movement.theirs, line.amount().amountMinor());
        if (isOfTheDay(line)) {
            total(line, null, line.amount());
        }
    }

    private Movement movement(Line line) {
        var movement = movements.computeIfAbsent(Key.of(line), _ -> new Movement());
        movement.ofTheDay |= isOfTheDay(line);
        return movement;
    }

    private boolean isOfTheDay(Line line) {
        return line.at().atZone(ZoneOffset.UTC).toLocalDate().equals(day);
    }

    private void total(Line line, @Nullable Money here, @Nullable Money there) {
        var currency = line.amount().currency();
        var none = new Totals(provider, currency, line.kind(), Totals.Sum.NONE, Totals.Sum.NONE);
        totals.merge(currency + line.kind(), added(none, here, there), (before, _) -> added(before, here, there));
    }

    private static Totals added(Totals to, @Nullable Money here, @Nullable Money there) {
        return new Totals(
                to.provider(),
                to.currency(),
                to.kind(),
                here == null ? to.ours() : to.ours().plus(here),
                there == null ? to.theirs() : to.theirs().plus(there));
    }

    private Result result() {
        var differences = new ArrayList<Difference>();
        movements.forEach((key, movement) -> {
            if (movement.ofTheDay && movement.ours != movement.theirs) {
                differences.add(difference(key, movement));
            }
        });
        var sums = totals.values().stream()
                .sorted(Comparator.comparing(Totals::currency).thenComparing(Totals::kind))
                .toList();
        return new Result(sums, differences);
    }

    private Difference difference(Key key, Movement movement) {
        var what = movement.ours == 0
                ? What.MISSING_HERE
                : movement.theirs == 0 ? What.MISSING_THERE : What.AMOUNT_DIFFERS;
        return new Difference(
                what,
                provider,
                key.kind(),
                key.paymentRef(),
                key.refundRef(),
                movement.paymentId,
                key.currency(),
                movement.ours,
                movement.theirs);
    }
}
