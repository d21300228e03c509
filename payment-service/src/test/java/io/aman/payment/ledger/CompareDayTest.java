package io.aman.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.ledger.Difference.What;
import io.aman.payment.provider.LedgerReader.Kind;
import io.aman.payment.provider.LedgerReader.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompareDayTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-25");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static Line capture(String ref, long amount, Instant at) {
        return new Line(Kind.CAPTURE, ref, null, new Money(amount, "KWD"), at);
    }

    private static BookLine ours(Line line) {
        return new BookLine("evt_" + line.paymentRef(), "stripe", "pay_" + line.paymentRef(), line);
    }

    private static CompareDay.Result compare(List<Line> ours, List<Line> theirs) {
        return CompareDay.of(
                DAY, "stripe", ours.stream().map(CompareDayTest::ours).toList(), theirs);
    }

    @Test
    void eachKindOfDifferenceIsNamedWithItsPayment() {
        var result = compare(
                List.of(capture("pi_1", 100, NOON), capture("pi_2", 200, NOON)),
                List.of(capture("pi_2", 250, NOON), capture("pi_3", 300, NOON)));
        assertThat(result.differences())
                .containsExactly(
                        new Difference(
                                What.MISSING_THERE, "stripe", Kind.CAPTURE, "pi_1", null, "pay_pi_1", "KWD", 100, 0),
                        new Difference(
                                What.AMOUNT_DIFFERS, "stripe", Kind.CAPTURE, "pi_2", null, "pay_pi_2", "KWD", 200, 250),
                        new Difference(What.MISSING_HERE, "stripe", Kind.CAPTURE, "pi_3", null, null, "KWD", 0, 300));
        assertThat(result.totals())
                .containsExactly(
                        new Totals("stripe", "KWD", Kind.CAPTURE, new Totals.Sum(2, 300), new Totals.Sum(2, 550)));
    }

    @Test
    void severalCapturesOfOnePaymentAreOneMovementInParts() {
        var ours = List.of(capture("pi_1", 100, NOON), capture("pi_1", 50, NOON));
        assertThat(compare(ours, List.of(capture("pi_1", 150, NOON))).differences())
                .isEmpty();
    }

    @Test
    void aRefundIsNotItsCapture() {
        var refund = new Line(Kind.REFUND, "pi_1", "re_1", new Money(100, "KWD"), NOON);
        assertThat(compare(List.of(capture("pi_1", 100, NOON)), List.of(refund)).differences())
                .extracting(Difference::what)
                .containsExactly(What.MISSING_THERE, What.MISSING_HERE);
    }

    @Test
    void whatHasItsLikeADayBeforeOrAfterIsNoDifferenceOfEitherDay() {
        for (var lag : List.of(Duration.ofDays(-1), Duration.ofDays(1))) {
            var theirs = List.of(capture("pi_1", 100, NOON.plus(lag)));
            assertThat(compare(List.of(capture("pi_1", 100, NOON)), theirs).differences())
                    .isEmpty();
            assertThat(compare(theirs, List.of(capture("pi_1", 100, NOON))).differences())
                    .isEmpty();
        }
    }

    @Test
    void whatBelongsToTheDaysBesideItIsTheirsToTell() {
        assertThat(compare(List.of(capture("pi_1", 100, NOON.plus(Duration.ofDays(1)))), List.of())
                        .differences())
                .isEmpty();
    }

    @Property
    void theSameLinesInAnyOrderAndWithAnyLagAgreeAndEachLostOneIsOneDifference(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 100_000) Integer> amounts,
            @ForAll Random random) {
        var ours = new ArrayList<Line>();
        var theirs = new ArrayList<Line>();
        for (var n = 0; n < amounts.size(); n++) {
            ours.add(capture("pi_" + n, amounts.get(n), NOON));
            theirs.add(capture("pi_" + n, amounts.get(n), NOON.plus(Duration.ofDays(random.nextInt(3) - 1))));
        }
        Collections.shuffle(theirs, random);
        assertThat(compare(ours, theirs).differences()).isEmpty();

        var lost = theirs.removeLast();
        assertThat(compare(ours, theirs).differences()).singleElement().satisfies(difference -> {
            assertThat(difference.what()).isEqualTo(What.MISSING_THERE);
            assertThat(difference.paymentRef()).isEqualTo(lost.paymentRef());
        });
    }
}
