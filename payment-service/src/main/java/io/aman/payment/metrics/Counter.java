package io.aman.payment.metrics;

import java.util.Locale;

/** What is counted of payments; those that end in {@code MINOR} sum amounts in minor units of one currency. */
enum Counter {
    CREATED,
    ACTION_REQUIRED,
    AUTHORIZED,
    /** Payments of which money was taken for the first time: further captures of one payment are no new success. */
    PAID,
    DECLINED,
    CANCELED,
    EXPIRED,
    CAPTURES,
    CAPTURED_MINOR,
    VOIDED,
    VOIDED_MINOR,
    REFUNDS_REQUESTED,
    REFUNDS,
    REFUNDED_MINOR,
    REFUNDS_FAILED,
    DISPUTES,
    DISPUTED_MINOR,
    DISPUTES_WON,
    DISPUTES_LOST,
    DISPUTES_LOST_MINOR;

    /** As it is stored; a rename would lose what was counted. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
