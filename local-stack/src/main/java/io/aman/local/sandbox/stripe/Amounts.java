package io.aman.local.sandbox.stripe;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Stripe takes as an amount of money, in minor units (docs.stripe.com/currencies). */
final class Amounts {
    /** Stripe keeps two decimals of these: the third must be 0. */
    private static final Set<String> THREE_DECIMALS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    private static final long LARGEST = 99_999_999;

    /** The least that can be charged; for other currencies it depends on the account, so 1 is taken. */
    private static final Map<String, Long> LEAST = Map.ofEntries(
            Map.entry("usd", 50L),
            Map.entry("aed", 200L),
            Map.entry("aud", 50L),
            Map.entry("brl", 50L),
            Map.entry("cad", 50L),
            Map.entry("chf", 50L),
            Map.entry("czk", 1500L),
            Map.entry("dkk", 250L),
            Map.entry("eur", 50L),
            Map.entry("gbp", 30L),
            Map.entry("hkd", 400L),
            Map.entry("inr", 50L),
            Map.entry("jpy", 50L),
            Map.entry("mxn", 1000L),
            Map.entry("myr", 200L),
            Map.entry("nok", 300L),
            Map.entry("nzd", 50L),
            Map.entry("pln", 200L),
            Map.entry("sek", 300L),
            Map.entry("sgd", 50L),
            Map.entry("thb", 1000L));

    private static final Pattern CODE = Pattern.compile("[a-z]{3}");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private Amounts() {}

    /** The parameter {@code currency}, in lower case. */
    static String currency(Params params) {
        var currency = params.required("currency").toLowerCase(Locale.ROOT);
        if (!CODE.matcher(currency).matches() || !CURRENCIES.contains(currency)) {
            throw StripeError.parameter(
                    "parameter_invalid_string", "currency", "Invalid currency: %s".formatted(currency));
        }
        return currency;
    }

    /** What a new payment asks for. */
    static long charge(Params params, String currency) {
        params.required("amount");
        long amount = params.integer("amount").orElseThrow();
        check(amount, "amount", currency);
        if (amount < LEAST.getOrDefault(currency, 1L)) {
            throw StripeError.parameter(
                    "amount_too_small",
                    "amount",
                    "The amount must be at least %d in %s".formatted(LEAST.get(currency), currency));
        }
        return amount;
    }

    /** A part of an amount, where one is given. */
    static OptionalLong part(Params params, String name, String currency) {
        var amount = params.integer(name);
        amount.ifPresent(value -> check(value, name, currency));
        return amount;
    }

    /** The same for the last of several captures, which may take nothing more and only lets the rest go. */
    static OptionalLong rest(Params params, String name, String currency) {
        var amount = params.integer(name);
        return amount.isPresent() && amount.getAsLong() == 0 ? amount : part(params, name, currency);
    }

    private static void check(long amount, String name, String currency) {
        if (amount < 1) {
            throw StripeError.parameter(
                    "parameter_invalid_integer", name, "This value must be greater than or equal to 1.");
        }
        if (amount > LARGEST) {
            throw StripeError.parameter(
                    "amount_too_large", name, "The amount must be no more than %d".formatted(LARGEST));
        }
        if (THREE_DECIMALS.contains(currency) && amount % 10 != 0) {
            throw StripeError.parameter(
                    "parameter_invalid_integer",
                    name,
                    "Invalid amount %d: the last digit must be 0 in %s".formatted(amount, currency));
        }
    }
}
