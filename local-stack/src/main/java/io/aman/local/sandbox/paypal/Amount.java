package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Money as PayPal takes it (developer.paypal.com/api/rest/reference/currency-codes).
 *
 * @param minor in PayPal's smallest unit of the currency
 */
record Amount(String currency, long minor) {
    private static final Set<String> SUPPORTED = Set.of(
            "AUD", "BRL", "CAD", "CNY", "CZK", "DKK", "EUR", "HKD", "HUF", "ILS", "JPY", "MYR", "MXN", "TWD", "NZD",
            "NOK", "PHP", "PLN", "GBP", "RUB", "SGD", "SEK", "CHF", "THB", "USD");
    private static final Set<String> NO_DECIMALS = Set.of("HUF", "JPY", "TWD");
    private static final BigDecimal LARGEST = new BigDecimal("999999999999999.99");
    private static final Set<String> ISO = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Reads what fits the schema of money.
     *
     * @param pointer where it stands, for the error
     * @param decimals what is said to decimals of a currency that has none
     */
    static Amount read(JsonNode money, String pointer, Issue decimals) {
        var currency = money.path("currency_code").asString();
        if (!SUPPORTED.contains(currency)) {
            var issue = ISO.contains(currency) ? Issue.CURRENCY_NOT_SUPPORTED : Issue.INVALID_CURRENCY_CODE;
            throw PayPalError.refused(issue, pointer + "/currency_code", currency);
        }
        var text = money.path("value").asString();
        var value = new BigDecimal(text);
        var field = pointer + "/value";
        if (value.scale() > scale(currency)) {
            throw PayPalError.refused(NO_DECIMALS.contains(currency) ? decimals : Issue.DECIMAL_PRECISION, field, text);
        }
        if (value.signum() <= 0) {
            throw PayPalError.refused(Issue.CANNOT_BE_ZERO_OR_NEGATIVE, field, text);
        }
        if (value.compareTo(LARGEST) > 0) {
            throw PayPalError.refused(Issue.MAX_VALUE_EXCEEDED, field, text);
        }
        return new Amount(currency, value.movePointRight(scale(currency)).longValueExact());
    }

    /** The amount a request about a payment names, else the usual one. */
    static Amount named(JsonNode request, Amount usual) {
        return request.has("amount") ? read(request.path("amount"), "/amount", Issue.DECIMALS_NOT_SUPPORTED) : usual;
    }

    /** Of JSON the sandbox itself has written. */
    static Amount of(JsonNode money) {
        var currency = money.path("currency_code").asString();
        var value = new BigDecimal(money.path("value").asString());
        return new Amount(currency, value.movePointRight(scale(currency)).longValueExact());
    }

    private static int scale(String currency) {
        return NO_DECIMALS.contains(currency) ? 0 : 2;
    }

    Amount with(long minor) {
        return new Amount(currency, minor);
    }

    /** What PayPal keeps: 3.49 %, rounded down. */
    Amount fee() {
        return with(Math.multiplyExact(minor, 349) / 10_000);
    }

    String value() {
        return BigDecimal.valueOf(minor, scale(currency)).toPlainString();
    }

    ObjectNode json() {
        return Json.object().put("currency_code", currency).put("value", value());
    }
}
