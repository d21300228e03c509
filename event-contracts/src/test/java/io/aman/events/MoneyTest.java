package io.aman.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MoneyTest {

    private static final long SAFE = Long.MAX_VALUE / 4;

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of("KWD", "EUR", "JPY", "USD", "BHD", "CLF");
    }

    @Property
    void addingAndTakingAwayComesBackToTheStart(
            @ForAll @LongRange(min = -SAFE, max = SAFE) long a,
            @ForAll @LongRange(min = -SAFE, max = SAFE) long b,
            @ForAll("currencies") String currency) {
        var one = new Money(a, currency);
        var other = new Money(b, currency);

        assertThat(one.plus(other).minus(other)).isEqualTo(one);
        assertThat(one.plus(other)).isEqualTo(other.plus(one));
        assertThat(one.plus(Money.zero(currency))).isEqualTo(one);
    }

    @Property
    void aSumIsExactOrRefusedAndNeverWraps(@ForAll long a, @ForAll long b) {
        var exact = BigDecimal.valueOf(a).add(BigDecimal.valueOf(b));
        var fits = exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                && exact.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0;

        if (fits) {
            assertThat(new Money(a, "EUR").plus(new Money(b, "EUR")).amountMinor())
                    .isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> new Money(a, "EUR").plus(new Money(b, "EUR")))
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    @Property
    void currenciesNeverMix(@ForAll("currencies") String one, @ForAll("currencies") String other) {
        Assume.that(!one.equals(other));
        var money = new Money(1, one);
        var foreign = new Money(1, other);

        assertThatThrownBy(() -> money.plus(foreign)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> money.minus(foreign)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> money.compareTo(foreign)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void theDecimalHoldsTheSameAmount(@ForAll long amount, @ForAll("currencies") String currency) {
        var money = new Money(amount, currency);

        assertThat(money.toDecimal().scale()).isEqualTo(money.exponent());
        assertThat(money.toDecimal().movePointRight(money.exponent()).longValueExact())
                .isEqualTo(amount);
    }

    @Property
    void orderIsThatOfTheAmountsAndAgreesWithEquality(@ForAll long a, @ForAll long b) {
        var one = new Money(a, "EUR");
        var other = new Money(b, "EUR");

        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(Long.compare(a, b));
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
    }

    @Property
    void jsonKeepsTheAmount(@ForAll long amount, @ForAll("currencies") String currency) {
        var json = new JsonMapper();
        var money = new Money(amount, currency);

        assertThat(json.readValue(json.writeValueAsBytes(money), Money.class)).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({"12500,KWD,12.500 KWD", "1250,EUR,12.50 EUR", "1250,JPY,1250 JPY", "-1,EUR,-0.01 EUR"})
    void itIsPrintedInMajorUnits(long amount, String currency, String printed) {
        assertThat(new Money(amount, currency)).hasToString(printed);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "eur", "EURO", "ZZZ", "€"})
    void whatIsNoCurrencyIsRefused(String currency) {
        assertThatThrownBy(() -> new Money(1, currency))
                .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
    }

    @Test
    void onlyMoreThanNothingIsPositive() {
        assertThat(new Money(1, "EUR").isPositive()).isTrue();
        assertThat(Money.zero("EUR").isPositive()).isFalse();
        assertThat(new Money(-1, "EUR").isPositive()).isFalse();
    }
}
