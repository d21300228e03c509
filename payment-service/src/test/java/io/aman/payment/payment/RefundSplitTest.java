package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.RefundExceedsCaptured;
import io.aman.payment.provider.RefundSources;
import io.aman.payment.provider.RefundSources.Several;
import io.aman.payment.provider.RefundSources.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RefundSplitTest {

    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");

    private static Money usd(long minor) {
        return new Money(minor, "USD");
    }

    private static Refund asked(String id, long minor) {
        return Refund.requested(id, usd(minor), "why", AT, AT.plusSeconds(10));
    }

    private static Several captures(long... left) {
        return new Several(IntStream.range(0, left.length)
                .mapToObj(n -> new Source("C" + n, usd(left[n]), Set.of()))
                .toList());
    }

    private static List<Refund> split(long minor, RefundSources sources) {
        return RefundSplit.of(asked("ref_1", minor), List.of(), sources);
    }

    /** No more leaves a capture than it has, nothing is lost between the parts, and each is as well known as the whole. */
    @Property(tries = 500)
    void thePartsAreTheWholeAndNoCaptureGivesMoreThanItHas(
            @ForAll @Size(max = 6) List<@LongRange(min = 0, max = 1_000) Long> left,
            @ForAll @LongRange(min = 1, max = 6_000) long wanted) {
        var sources = captures(left.stream().mapToLong(Long::longValue).toArray());
        var total = left.stream().mapToLong(Long::longValue).sum();
        if (wanted > total) {
            assertThatThrownBy(() -> split(wanted, sources))
                    .isInstanceOfSatisfying(
                            RefundExceedsCaptured.class,
                            error -> assertThat(error.refundable).isEqualTo(usd(total)));
            return;
        }
        var parts = split(wanted, sources);
        var taken = new HashMap<String, Long>();
        parts.forEach(
                part -> taken.merge(String.valueOf(part.source()), part.amount().amountMinor(), Long::sum));
        assertThat(taken.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(wanted);
        sources.sources()
                .forEach(source -> assertThat(taken.getOrDefault(source.ref(), 0L))
                        .isLessThanOrEqualTo(source.left().amountMinor()));
        assertThat(parts).extracting(Refund::id).doesNotHaveDuplicates();
        assertThat(parts).allMatch(part -> part.amount().isPositive() && part.belongsTo("ref_1"));
        assertThat(parts.getFirst().id()).isEqualTo("ref_1");
        assertThat(split(wanted, sources)).isEqualTo(parts);
        if (left.stream().anyMatch(one -> one >= wanted)) {
            assertThat(parts).hasSize(1);
        }
    }

    @Test
    void whereOneCaptureSufficesTheSmallestOfThemGives() {
        assertThat(split(40, captures(100, 50, 30))).singleElement().satisfies(refund -> {
            assertThat(refund.source()).isEqualTo("C1");
            assertThat(refund.partOf()).isNull();
        });
    }

    @Test
    void whatIsUnderWayAndUnheardOfThereIsNotPromisedTwice() {
        var open = asked("ref_0", 60).part("ref_0", usd(60), "C0");
        assertThat(RefundSplit.of(asked("ref_1", 100), List.of(open), captures(100, 80)))
                .extracting(Refund::amount)
                .containsExactly(usd(80), usd(20));
        var heardOf = new Several(List.of(new Source("C0", usd(40), Set.of("ref_0"))));
        assertThat(RefundSplit.of(asked("ref_1", 40), List.of(open), heardOf)).hasSize(1);
    }

    @Test
    void aProviderThatGivesBackOutOfThePaymentIsAskedOnce() {
        var whole = asked("ref_1", 1_000);
        assertThat(RefundSplit.of(whole, List.of(), new RefundSources.Whole())).containsExactly(whole);
    }
}
