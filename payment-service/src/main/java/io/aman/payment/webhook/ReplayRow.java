package io.aman.payment.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one notice in a replay.
 *
 * @param reading what of the notice is read otherwise today
 * @param payment what of the payment changes, or would
 */
record ReplayRow(
        Place place,
        String provider,
        String type,
        Result result,
        List<Difference> reading,
        @Nullable String paymentId,
        List<Difference> payment) {

    /** @param before as it was stored */
    record Difference(
            String field, @Nullable String before, @Nullable String after) {}

    enum Result {
        SAME,
        DIFFERS,
        /** Today's code would not accept it. */
        REFUSED,
        /** Its body was erased with a person's data. */
        BODY_ERASED,
        /** Its provider is not configured, or reads nothing again. */
        NO_READER,
        /** It is about a payment that is not known here. */
        PAYMENT_UNKNOWN,
        /** The provider could not be asked; nothing is known. */
        PROVIDER_SILENT,
        /** Something broke; the log says what. */
        BROKEN
    }
}
