package io.aman.payment.provider.paypal;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.AmountCheck.Exact;
import io.aman.payment.provider.AmountCheck.TooLarge;
import io.aman.payment.provider.AmountCheck.TooPrecise;
import io.aman.payment.provider.AmountCheck.UnsupportedCurrency;
import java.math.BigDecimal;
import java.util.Set;

/**
 * Money as PayPal writes it: a decimal string in one of 25 currencies, three of them without decimals.
 *
 * @see <a href="https://developer.paypal.com/api/rest/reference/currency-codes/">PayPal's currencies</a>
 */
final class PayPalAmounts {

    private static final Set<String> SUPPORTED = Set.of(
            "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR",
            "NOK", "NZD", "PHP", "PLN", "RUB", "SEK", "SGD", "THB", "TWD", "USD");

    /** By ISO 4217 the forint and the Taiwan dollar have two. */
    private static final Set<String> NO_DECIMALS = Set.of("HUF", "JPY", "TWD");

    /** Fifteen digits before the point. */
    private static final BigDecimal MAX = new BigDecimal("999999999999999");

    private PayPalAmounts() {}

    static AmountCheck check(Money amount) {
        var currency = amount.currency();
        if (!SUPPORTED.contains(currency)) {
            return new UnsupportedCurrency();
        }
        var step = BigDecimal.ONE
                .movePointRight(amount.exponent() - scale(currency))
                .longValueExact();
        if (amount.amountMinor() % step != 0) {
            return new TooPrecise(step);
        }
        var max = MAX.movePointRight(amount.exponent()).longValueExact();
        return amount.amountMinor() > max ? new TooLarge(max) : new Exact();
    }

    /** @throws ArithmeticException for an amount that {@link #check} refuses */
    static String toPayPal(Money amount) {
        return amount.toDecimal().setScale(scale(amount.currency())).toPlainString();
    }

    /** @throws RuntimeException when it is no amount of money */
    static Money toMoney(String value, String currency) {
        var exponent = Money.zero(currency).exponent();
        return new Money(new BigDecimal(value).movePointRight(exponent).longValueExact(), currency);
    }

    private static int scale(String currency) {
        return NO_DECIMALS.contains(currency) ? 0 : 2;
    }
}
