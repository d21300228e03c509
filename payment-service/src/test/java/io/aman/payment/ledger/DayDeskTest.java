package io.aman.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.provider.LedgerReader;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

class DayDeskTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("days"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoDays days = new MongoDays(mongo);
    private final MongoBooks books = new MongoBooks(mongo);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> checked = new ArrayList<>();
    private final Theirs record = new Theirs();
    private final DayDesk desk = new DayDesk(
            days,
            books,
            List.of(record),
            (_, ref) -> checked.add(ref),
            new LedgerProperties(
                    Duration.ofHours(1), Duration.ofMinutes(15), Duration.ofDays(1), Duration.ofMinutes(15), 7),
            meters,
            clock);

    /** A provider's record that tests write, and that can be away. */
    private static final class Theirs implements LedgerReader {
        private final List<Line> lines = new ArrayList<>();
        private LedgerAnswer unread;
        private boolean broken;

        @Override
        public String provider() {
            return "stripe";
        }

        @Override
        public LedgerAnswer read(Instant from, Instant to, List<Line> booked) {
            if (broken) {
                throw new IllegalStateException("a bug");
            }
            assertThat(from).isEqualTo("2026-11-22T00:00:00Z");
            assertThat(to).isEqualTo("2026-11-25T00:00:00Z");
            return unread == null ? new Read(lines) : unread;
        }
    }

    @BeforeEach
    void indexes() {
        books.declareIndexes();
        days.declareIndexes();
    }

    private void booked(String ref) {
        var line = new LedgerReader.Line(LedgerReader.Kind.CAPTURE, ref, null, new Money(100, "KWD"), NOON);
        books.add(List.of(new BookLine("evt_" + ref, "stripe", "pay_" + ref, line)));
    }

    private Day day() {
        return days.find(DAY).orElseThrow();
    }

    private boolean isDue() {
        return days.due(clock.instant(), 10).contains(DAY);
    }

    @Test
    void aClosedDayIsComparedOnceAndItsDifferencesAreToldAndChecked() {
        booked("pi_1");
        desk.orderClosed();
        assertThat(days.due(clock.instant(), 10)).hasSize(7).contains(DAY);
        desk.work(DAY);
        assertThat(day().closed()).isTrue();
        assertThat(day().differences()).isEqualTo(1);
        assertThat(days.differences(day(), 0, 10))
                .extracting(Difference::what)
                .containsExactly(Difference.What.MISSING_THERE);
        assertThat(days.differences(day(), 1, 10)).isEmpty();
        assertThat(checked).containsExactly("pi_1");
        assertThat(meters.counter("payment.ledger.differences", "provider", "stripe", "what", "MISSING_THERE")
                        .count())
                .isEqualTo(1);
        desk.orderClosed();
        assertThat(isDue()).isFalse();
    }

    @Test
    void beforeADayIsClosedADifferenceIsShownAndNothingMore() {
        clock.advance(Duration.ofHours(-11)); // 23:00 the day after
        booked("pi_1");
        desk.orderClosed();
        assertThat(isDue()).isFalse();
        desk.order(DAY);
        desk.work(DAY);
        assertThat(day().closed()).isFalse();
        assertThat(day().differences()).isEqualTo(1);
        assertThat(checked).isEmpty();

        clock.advance(Duration.ofHours(1));
        desk.orderClosed();
        assertThat(isDue()).isTrue();
        desk.work(DAY);
        assertThat(checked).containsExactly("pi_1");
    }

    @Test
    void aLineThatIsToldTwiceIsInTheBooksOnce() {
        booked("pi_1");
        booked("pi_1");
        assertThat(books.of("stripe", DAY, DAY)).hasSize(1);
    }

    @Test
    void aRecordThatCouldNotBeReadIsReadAgainLater() {
        booked("pi_1");
        record.unread = new LedgerReader.Unread("no answer");
        desk.orderClosed();
        desk.work(DAY);
        assertThat(day().unread()).containsExactly(new Day.Unread("stripe", "no answer"));
        assertThat(day().differences()).isZero();
        assertThat(isDue()).isFalse();
        clock.advance(Duration.ofMinutes(16));
        record.unread = null;
        record.lines.add(new LedgerReader.Line(LedgerReader.Kind.CAPTURE, "pi_1", null, new Money(100, "KWD"), NOON));
        assertThat(isDue()).isTrue();
        desk.work(DAY);
        assertThat(day().unread()).isEmpty();
        assertThat(day().totals())
                .containsExactly(new Totals(
                        "stripe", "KWD", LedgerReader.Kind.CAPTURE, new Totals.Sum(1, 100), new Totals.Sum(1, 100)));
    }

    @Test
    void aComparisonThatDiedIsMadeAgainWhenItsLeaseIsOver() {
        record.broken = true;
        desk.orderClosed();
        desk.work(DAY);
        assertThat(day().comparedAt()).isNull();
        assertThat(isDue()).isFalse();
        clock.advance(Duration.ofMinutes(16));
        record.broken = false;
        desk.work(DAY);
        assertThat(day().comparedAt()).isEqualTo(clock.instant());
    }

    @Test
    void whoWasOvertakenShowsNothing() {
        desk.orderClosed();
        var slow =
                days.claim(DAY, clock.instant(), clock.instant().plusSeconds(1)).orElseThrow();
        clock.advance(Duration.ofSeconds(2));
        desk.work(DAY);
        var stale = new Day(DAY, true, clock.instant(), slow, List.of(), List.of(), 5);
        assertThat(days.done(slow, stale, List.of(), null)).isFalse();
        assertThat(day().differences()).isZero();
    }
}
