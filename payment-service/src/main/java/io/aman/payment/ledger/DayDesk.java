package io.aman.payment.ledger;

import io.aman.payment.provider.LedgerReader;
import io.aman.payment.provider.LedgerReader.Read;
import io.aman.payment.provider.LedgerReader.Unread;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares each day once it is closed, and any day on demand; has every payment looked at that a difference names. */
final class DayDesk implements Swept {

    private static final Logger log = LoggerFactory.getLogger(DayDesk.class);
    private static final int SWEEP = 31;
    private static final int MOST_CHECKS = 1_000;

    /** Has a payment looked at, if it is known. */
    interface PaymentCheck {
        void check(String provider, String ref);
    }

    private final MongoDays days;
    private final MongoBooks books;
    private final List<LedgerReader> readers;
    private final PaymentCheck payments;
    private final LedgerProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;
    private final SweptWorkers workers;

    DayDesk(
            MongoDays days,
            MongoBooks books,
            List<LedgerReader> readers,
            PaymentCheck payments,
            LedgerProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.days = days;
        this.books = books;
        this.readers = List.copyOf(readers);
        this.payments = payments;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
        this.workers = new SweptWorkers("days", 1, properties.interval(), this::safely);
    }

    /** Compares a day soon, whether that was done before or not. */
    void order(LocalDate date) {
        days.order(date, clock.instant());
        wake(date);
    }

    private void wake(LocalDate date) {
        if (!workers.execute(() -> work(date))) {
            log.debug("The day {} waits for a later sweep", date);
        }
    }

    private void safely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            log.warn("The days could not be swept: {}", e.toString());
        }
    }

    private void sweep() {
        orderClosed();
        days.due(clock.instant(), SWEEP).forEach(this::wake);
    }

    /** Orders the days that were closed lately. */
    void orderClosed() {
        var now = clock.instant();
        var next = now.minus(properties.closesAfter()).atZone(ZoneOffset.UTC).toLocalDate();
        next.minusDays(properties.days()).datesUntil(next).forEach(day -> days.orderClosed(day, now));
    }

    /** Compares a day that is due, unless somebody else does. */
    void work(LocalDate date) {
        try {
            var now = clock.instant();
            days.claim(date, now, now.plus(properties.lease())).ifPresent(claim -> compare(date, claim));
        } catch (RuntimeException e) {
            log.warn("The day {} is compared again when its lease is over", date, e);
        }
    }

    private void compare(LocalDate date, String claim) {
        var totals = new ArrayList<Totals>();
        var differences = new ArrayList<Difference>();
        var unread = new ArrayList<Day.Unread>();
        for (var reader : readers) {
            var ours = books.of(reader.provider(), date.minusDays(1), date.plusDays(1));
            var ofTheDay = ours.stream()
                    .filter(line -> line.day().equals(date))
                    .map(BookLine::line)
                    .toList();
            switch (reader.read(startOf(date.minusDays(1)), startOf(date.plusDays(2)), ofTheDay)) {
                case Read theirs -> {
                    var result = CompareDay.of(date, reader.provider(), ours, theirs.lines());
                    totals.addAll(result.totals());
                    differences.addAll(result.differences());
                }
                case Unread reason -> unread.add(new Day.Unread(reader.provider(), reason.reason()));
            }
        }
        var now = clock.instant();
        var closed = isClosed(date, now);
        var day = new Day(date, closed, now, claim, totals, unread, differences.size());
        var again = unread.isEmpty() || !isLate(date, now) ? null : now.plus(properties.retryAfter());
        if (days.done(claim, day, differences, again) && closed) {
            tell(day, differences);
        }
    }

    private static Instant startOf(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private boolean isClosed(LocalDate date, Instant now) {
        return !startOf(date.plusDays(1)).plus(properties.closesAfter()).isAfter(now);
    }

    /** Whether it is one of the days that are compared without being asked for. */
    private boolean isLate(LocalDate date, Instant now) {
        return isClosed(date, now)
                && now.isBefore(startOf(date.plusDays(1L + properties.days())).plus(properties.closesAfter()));
    }

    private void tell(Day day, List<Difference> differences) {
        day.unread()
                .forEach(unread -> log.warn(
                        "The day {} was compared without {}: {}", day.date(), unread.provider(), unread.reason()));
        if (!differences.isEmpty()) {
            log.warn("The day {} has {} differences to the providers' own records", day.date(), differences.size());
        }
        for (var difference : differences) {
            meters.counter(
                            "payment.ledger.differences",
                            "provider",
                            difference.provider(),
                            "what",
                            difference.what().name())
                    .increment();
        }
        differences.stream().limit(MOST_CHECKS).forEach(this::check);
    }

    private void check(Difference difference) {
        try {
            payments.check(difference.provider(), difference.paymentRef());
        } catch (RuntimeException e) {
            log.warn("The payment {} could not be looked at", difference.paymentRef(), e);
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
