package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.AmountCheck.Exact;
import io.aman.payment.provider.AmountCheck.TooLarge;
import io.aman.payment.provider.AmountCheck.TooPrecise;
import io.aman.payment.provider.AmountCheck.UnsupportedCurrency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StripeAmountsTest {

    @ParameterizedTest
    @CsvSource({
        "12500, KWD, 12500", // 12.500
        "1250, EUR, 1250",
        "500, JPY, 500",
        "500, ISK, 50000", // whole kronur are hundredths there
        "500, MGA, 5", // and ariary the other way round
    })
    void anAmountHasOneFormAtStripeAndComesBackAsItWas(long minor, String currency, long atStripe) {
        var amount = new Money(minor, currency);
        assertThat(StripeAmounts.check(amount)).isEqualTo(new Exact());
        assertThat(StripeAmounts.toStripe(amount)).isEqualTo(atStripe);
        assertThat(StripeAmounts.toMoney(atStripe, currency.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({"5124, KWD, 10", "1, BHD, 10", "550, MGA, 100"})
    void whatStripeCannotWriteIsRefusedAndNeverRounded(long minor, String currency, long step) {
        assertThat(StripeAmounts.check(new Money(minor, currency))).isEqualTo(new TooPrecise(step));
    }

    @ParameterizedTest
    @CsvSource({"IQD", "LYD", "UGX", "XAU", "IRR"})
    void aCurrencyWhoseRuleIsNotCertainIsRefused(String currency) {
        assertThat(StripeAmounts.check(new Money(1000, currency))).isEqualTo(new UnsupportedCurrency());
    }

    @ParameterizedTest
    @CsvSource({"KWD, 99999990", "EUR, 99999999", "ISK, 999999", "MGA, 9999999900"})
    void eightDigitsAreTheMost(String currency, long max) {
        assertThat(StripeAmounts.check(new Money(max, currency))).isEqualTo(new Exact());
        assertThat(StripeAmounts.check(new Money(Long.MAX_VALUE / 1000 * 1000, currency)))
                .isEqualTo(new TooLarge(max));
    }

    @Test
    void theLimitsAreThoseOfThePublishedLists() throws Exception {
        JsonNode stripe;
        try (var file = getClass().getResourceAsStream("/oracles/currencies.json")) {
            stripe = JsonMapper.shared().readTree(file).get("stripe");
        }
        for (var currency : stripe.get("three_decimal_last_digit_must_be_0")) {
            assertThat(check(10, currency)).isEqualTo(new Exact());
            assertThat(check(11, currency)).isEqualTo(new TooPrecise(10));
        }
        for (var currency : stripe.get("zero_decimal")) {
            if (!currency.stringValue().equals("UGX")) { // unverified there, refused here
                assertThat(StripeAmounts.toMoney(1, currency.stringValue()).toDecimal())
                        .isEqualByComparingTo("1");
            }
        }
    }

    private static AmountCheck check(long minor, JsonNode currency) {
        return StripeAmounts.check(new Money(minor, currency.stringValue()));
    }
}
