package io.aman.payment.invoice;

import static io.aman.payment.invoice.InvoiceFixture.BY_USER;
import static io.aman.payment.invoice.InvoiceFixture.content;
import static io.aman.payment.invoice.InvoiceFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of the money on every invoice. */
class InvoiceLawsTest {

    @Provide
    Arbitrary<InvoiceLine> lines() {
        var whole = Combinators.combine(
                        Arbitraries.longs().between(1, 100_000),
                        Arbitraries.longs().between(0, InvoiceLine.MAX_UNIT_AMOUNT))
                .as((pieces, unit) -> new long[] {pieces * 1_000, unit});
        var fraction = Combinators.combine(
                        Arbitraries.longs().between(1, InvoiceLine.MAX_QUANTITY),
                        Arbitraries.longs().between(0, InvoiceLine.MAX_UNIT_AMOUNT / 1_000))
                .as((thousandths, unit) -> new long[] {thousandths, unit * 1_000});
        return Combinators.combine(
                        Arbitraries.oneOf(whole, fraction),
                        Arbitraries.integers().between(0, 10_000))
                .as((amounts, rate) -> new InvoiceLine("x", amounts[0], amounts[1], rate));
    }

    @Property
    void netAndTaxOfTheLinesAreTheTotal(
            @ForAll @Size(min = 1, max = 200) List<@net.jqwik.api.From("lines") InvoiceLine> lines) {
        var totals =
                content("INV", "KWD", "en", lines.toArray(InvoiceLine[]::new)).totals();
        var net = lines.stream().map(InvoiceLawsTest::exactNet).reduce(BigDecimal.ZERO, BigDecimal::add);
        var tax = lines.stream().map(InvoiceLawsTest::legalTax).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(BigDecimal.valueOf(totals.net())).isEqualByComparingTo(net);
        assertThat(BigDecimal.valueOf(totals.tax())).isEqualByComparingTo(tax);
        assertThat(totals.total()).isEqualTo(totals.net() + totals.tax());
    }

    private static BigDecimal exactNet(InvoiceLine line) {
        return BigDecimal.valueOf(line.quantityThousandths(), 3).multiply(BigDecimal.valueOf(line.unitAmountMinor()));
    }

    private static BigDecimal legalTax(InvoiceLine line) {
        return exactNet(line)
                .multiply(BigDecimal.valueOf(line.taxRateBasisPoints(), 4))
                .setScale(0, RoundingMode.HALF_UP);
    }

    @Property
    void creditNotesOfPartsAddUpToTheInvoiceAndNeverExceedIt(
            @ForAll @IntRange(min = 1, max = 999_999) int unit,
            @ForAll @IntRange(max = 10_000) int rate,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 9) Integer> pieces) {
        var quantity = pieces.stream().mapToLong(n -> n * 1_000L).sum();
        var invoice = open(content("INV", "KWD", "en", new InvoiceLine("x", quantity, unit, rate)));
        var total = invoice.body().content().totals().total();
        for (int n = 0; n < pieces.size(); n++) {
            invoice.credit("crn_" + n, List.of(new CreditedLines.Part(1, pieces.get(n) * 1_000L)), null, BY_USER);
            assertThat(invoice.body().creditedMinor()).isLessThanOrEqualTo(total);
            assertThat(invoice.body()
                            .creditNote("crn_" + n)
                            .orElseThrow()
                            .totals()
                            .tax())
                    .isNotNegative();
        }
        assertThat(invoice.body().creditedMinor()).isEqualTo(total);
        assertThatThrownBy(() -> invoice.credit("more", List.of(new CreditedLines.Part(1, 1_000)), null, BY_USER))
                .isInstanceOf(InvoiceError.CreditExceedsInvoice.class);
        assertThatThrownBy(() -> invoice.credit("all", List.of(), null, BY_USER))
                .isInstanceOf(InvoiceError.CreditExceedsInvoice.class);
    }

    @Property(tries = 200)
    void theRestAfterPartsIsExactlyTheRest(
            @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 2, max = 50) Integer> pieces) {
        var lines = new ArrayList<InvoiceLine>();
        pieces.forEach(n -> lines.add(new InvoiceLine("x", n * 1_000L, 333, 725)));
        var invoice = open(content("INV", "JPY", "en", lines.toArray(InvoiceLine[]::new)));
        invoice.credit(
                "part",
                IntStream.rangeClosed(1, pieces.size())
                        .mapToObj(line -> new CreditedLines.Part(line, 1_000))
                        .toList(),
                null,
                BY_USER);
        invoice.credit("rest", List.of(), null, BY_USER);
        assertThat(invoice.body().creditedMinor())
                .isEqualTo(invoice.body().content().totals().total());
    }

    @Example
    void aQuantityThatMakesAFractionOfAMinorUnitIsRefused() {
        assertThatThrownBy(() -> new InvoiceLine("x", 1_500, 333, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new InvoiceLine("x", 1_500, 334, 0).totals().net()).isEqualTo(501);
    }

    @Example
    void halfAMinorUnitOfTaxIsRoundedUp() {
        assertThat(new InvoiceLine("x", 1_000, 50, 100).totals().tax()).isEqualTo(1);
        assertThat(new InvoiceLine("x", 1_000, 49, 100).totals().tax()).isZero();
    }
}
