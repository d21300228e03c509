package io.aman.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount of money.
 *
 * @param amountMinor in minor units of the currency by ISO 4217: 12500 is 12.500 KWD, 1250 is 12.50 EUR
 * @param currency an ISO 4217 code in capitals
 */
public record Money(long amountMinor, String currency) implements Comparable<Money> {

    /** @throws IllegalArgumentException when {@code currency} is not an ISO 4217 code */
    public Money {
        Objects.requireNonNull(currency, "currency");
        Currency.getInstance(currency);
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /** @throws ArithmeticException when the sum does not fit, {@link IllegalArgumentException} for another currency */
    public Money plus(Money other) {
        return new Money(Math.addExact(amountMinor, sameCurrency(other).amountMinor), currency);
    }

    /** @throws ArithmeticException when the difference does not fit, {@link IllegalArgumentException} for another currency */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(amountMinor, sameCurrency(other).amountMinor), currency);
    }

    @JsonIgnore // its name reads like a property
    public boolean isPositive() {
        return amountMinor > 0;
    }

    /** The number of minor-unit digits by ISO 4217: three for KWD, none for JPY. */
    public int exponent() {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    /** The amount in major units, with exactly {@link #exponent()} decimals. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(amountMinor, exponent());
    }

    /** @throws IllegalArgumentException for another currency */
    @Override
    public int compareTo(Money other) {
        return Long.compare(amountMinor, sameCurrency(other).amountMinor);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("%s is not in %s".formatted(other, currency));
        }
        return other;
    }

    /** {@code 12.500 KWD} */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + " " + currency;
    }
}
