package io.aman.payment.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whether a trail is as it was written.
 *
 * @param entries how many are chained
 * @param legacy how many were written before the chain began; nothing protects those
 * @param brokenAt the first place where it does not hold; one past the last entry where it is the end that does not
 */
public record Verification(
        String paymentId,
        boolean valid,
        int entries,
        int legacy,
        @Nullable Integer brokenAt,
        @Nullable Break reason) {

    /** How a trail can be broken. */
    public enum Break {
        /** It is no trail any more. */
        UNREADABLE,
        /** Written when all were chained, and is not. */
        UNCHAINED,
        /** The end of the chain is missing beside it. */
        END_MISSING,
        /** There are more or fewer entries from before the chain than when it began. */
        LEGACY_CHANGED,
        /** The chain began with other terms, or with another payment. */
        TERMS_CHANGED,
        /** An entry is missing, or one too many, or elsewhere. */
        OUT_OF_ORDER,
        /** An entry does not follow the one before it. */
        LINK_BROKEN,
        /** Signed by a key that is not configured. */
        UNKNOWN_KEY,
        /** An entry is not as it was signed. */
        ENTRY_CHANGED,
        /** Personal data is gone, and no later entry says who erased it. */
        ERASED_UNTOLD,
        /** Entries are missing at the end, or the end was not signed by us. */
        END_CHANGED,
        /** The payment does not stand where its last entry left it. */
        STATE_DIFFERS
    }

    static Verification intact(String paymentId, int entries, int legacy) {
        return new Verification(paymentId, true, entries, legacy, null, null);
    }

    static Verification broken(String paymentId, int entries, int legacy, int at, Break reason) {
        return new Verification(paymentId, false, entries, legacy, at, reason);
    }
}
