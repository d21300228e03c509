package io.aman.payment.provider.stripe;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.AmountCheck.Exact;
import io.aman.payment.provider.AmountCheck.TooLarge;
import io.aman.payment.provider.AmountCheck.TooPrecise;
import io.aman.payment.provider.AmountCheck.UnsupportedCurrency;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * Stripe's units, which are ISO 4217's but for some currencies.
 *
 * @see <a href="https://docs.stripe.com/currencies">Stripe's currencies</a>, as copied on 2022-06-18
 */
final class StripeAmounts {

    /** Stripe takes eight digits. */
    private static final long MAX = 99_999_999;

    /** Without UGX: sources disagree whether Stripe counts it in units or in hundredths, and a guess could cost 100x. */
    private static final Set<String> ZERO_DECIMAL = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    private static final Set<String> THREE_DECIMAL = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** Whole units by ISO, hundredths at Stripe. */
    private static final String KRONA = "ISK";

    private static final Set<String> TWO_DECIMAL = Set.of(
            "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BMD", "BND", "BOB",
            "BRL", "BSD", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CVE", "CZK", "DKK", "DOP",
            "DZD", "EGP", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL", "HTG",
            "HUF", "IDR", "ILS", "INR", "JMD", "KES", "KGS", "KHR", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
            "MAD", "MDL", "MKD", "MMK", "MNT", "MOP", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO",
            "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "SAR", "SBD", "SCR",
            "SEK", "SGD", "SHP", "SOS", "SRD", "SZL", "THB", "TJS", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "USD",
            "UYU", "UZS", "WST", "XCD", "YER", "ZAR", "ZMW");

    private StripeAmounts() {}

    static AmountCheck check(Money amount) {
        var currency = amount.currency();
        if (!isSupported(currency)) {
            return new UnsupportedCurrency();
        }
        var step = stepMinor(currency);
        if (amount.amountMinor() % step != 0) {
            return new TooPrecise(step);
        }
        var max = toMoney(MAX, currency).amountMinor() / step * step;
        return amount.amountMinor() > max ? new TooLarge(max) : new Exact();
    }

    /** @throws ArithmeticException for an amount that {@link #check} refuses */
    static long toStripe(Money amount) {
        return amount.toDecimal()
                .movePointRight(stripeExponent(amount.currency()))
                .longValueExact();
    }

    /** @param currency in Stripe's lower case or in capitals */
    static Money toMoney(long stripeAmount, String currency) {
        var iso = currency.toUpperCase(Locale.ROOT);
        var exponent = Money.zero(iso).exponent();
        var minor = BigDecimal.valueOf(stripeAmount, stripeExponent(iso)).movePointRight(exponent);
        return new Money(minor.longValue(), iso);
    }

    private static boolean isSupported(String currency) {
        return currency.equals(KRONA)
                || ZERO_DECIMAL.contains(currency)
                || THREE_DECIMAL.contains(currency)
                || TWO_DECIMAL.contains(currency);
    }

    private static int stripeExponent(String currency) {
        if (ZERO_DECIMAL.contains(currency)) {
            return 0;
        }
        return THREE_DECIMAL.contains(currency) ? 3 : 2;
    }

    /** The smallest amount that both Stripe and ISO 4217 can write, in ISO minor units. */
    private static long stepMinor(String currency) {
        if (THREE_DECIMAL.contains(currency)) {
            return 10; // the last digit must be 0
        }
        var exponent = Money.zero(currency).exponent();
        return ZERO_DECIMAL.contains(currency)
                ? BigDecimal.ONE.movePointRight(exponent).longValueExact()
                : 1;
    }
}
