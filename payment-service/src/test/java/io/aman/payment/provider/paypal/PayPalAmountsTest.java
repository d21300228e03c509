package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck.Exact;
import io.aman.payment.provider.AmountCheck.TooLarge;
import io.aman.payment.provider.AmountCheck.TooPrecise;
import io.aman.payment.provider.AmountCheck.UnsupportedCurrency;
import java.util.Currency;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PayPalAmountsTest {

    @ParameterizedTest
    @CsvSource({"1250, EUR, 12.50", "1, USD, 0.01", "500, JPY, 500", "50000, HUF, 500", "100, TWD, 1"})
    void anAmountHasOneFormAtPayPalAndComesBackAsItWas(long minor, String currency, String atPayPal) {
        var amount = new Money(minor, currency);
        assertThat(PayPalAmounts.check(amount)).isEqualTo(new Exact());
        assertThat(PayPalAmounts.toPayPal(amount)).isEqualTo(atPayPal);
        assertThat(PayPalAmounts.toMoney(atPayPal, currency)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({"50050, HUF", "1, TWD"})
    void whatPayPalCannotWriteIsRefusedAndNeverRounded(long minor, String currency) {
        var amount = new Money(minor, currency);
        assertThat(PayPalAmounts.check(amount)).isEqualTo(new TooPrecise(100));
        assertThatThrownBy(() -> PayPalAmounts.toPayPal(amount)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"USD, 99999999999999900", "JPY, 999999999999999"})
    void fifteenDigitsAreTheMost(String currency, long max) {
        assertThat(PayPalAmounts.check(new Money(max, currency))).isEqualTo(new Exact());
        assertThat(PayPalAmounts.check(new Money(max + 100, currency))).isEqualTo(new TooLarge(max));
        assertThat(PayPalAmounts.check(new Money(Long.MAX_VALUE, currency))).isEqualTo(new TooLarge(max));
    }

    @ParameterizedTest
    @CsvSource({"12.345, USD", "0.5, JPY", "x, USD", "1, NOPE", "99999999999999999999, USD"})
    void whatIsNoAmountIsNotRead(String value, String currency) {
        assertThatThrownBy(() -> PayPalAmounts.toMoney(value, currency)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void theCurrenciesAreThoseOfThePublishedList() throws Exception {
        JsonNode paypal;
        try (var file = getClass().getResourceAsStream("/oracles/currencies.json")) {
            paypal = JsonMapper.shared().readTree(file).get("paypal");
        }
        var supported =
                paypal.get("supported").valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
        var without = paypal.get("no_decimals")
                .valueStream()
                .map(JsonNode::stringValue)
                .collect(Collectors.toSet());
        for (var currency : Currency.getAvailableCurrencies()) {
            var code = currency.getCurrencyCode();
            var whole = new Money(10_000, code);
            if (supported.contains(code)) {
                assertThat(PayPalAmounts.check(whole)).isEqualTo(new Exact());
                assertThat(PayPalAmounts.toPayPal(whole).contains(".")).isNotEqualTo(without.contains(code));
            } else {
                assertThat(PayPalAmounts.check(whole)).isEqualTo(new UnsupportedCurrency());
            }
        }
    }
}
