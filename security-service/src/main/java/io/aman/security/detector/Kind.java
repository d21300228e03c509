package io.aman.security.detector;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is noticed; its {@link #code} stands in events, alerts and configuration. */
public enum Kind {
    /** Many failures at one account. */
    BRUTE_FORCE,
    /** One address fails at many accounts. */
    SPRAYING,
    /** One address tries many accounts that were never used from there, and gets into some. */
    STUFFING,
    /** Many addresses, none of which its account knows, fail at many accounts at once. */
    DISTRIBUTED_GUESSING,
    /** One operator's network, or data centres, from which somebody fails at many accounts. */
    NETWORK_GUESSING,
    /** One wrong password is tried at many accounts, from however many addresses. */
    PASSWORD_SPRAYING,
    NEW_DEVICE,
    NEW_COUNTRY,
    CONCURRENT_COUNTRIES,
    IMPOSSIBLE_TRAVEL,
    TOR,
    ANONYMISER,
    LISTED_ADDRESS,
    FAILURES_THEN_SUCCESS,
    DORMANCY,
    BREACHED_PASSWORD,
    /** A refresh token came twice: somebody has copied it. */
    REFRESH_REUSE,
    /** Many payments of one person, or much money, within a short time. */
    PAYMENT_VELOCITY,
    /** Who has paid before pays with something else. */
    NEW_PAYMENT_METHOD,
    /** Many declined payments of one person: somebody tries which stolen cards work. */
    CARD_TESTING,
    /** Many declined payments from one address, whoever's. */
    SHARED_CARD_TESTING,
    /** Many declined payments at one device, whoever's. */
    DEVICE_CARD_TESTING;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Kind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
