package io.aman.payment.webhook;

import io.aman.payment.provider.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice as the work on it needs it.
 *
 * @param id {@code <provider>:<event id>}
 * @param tries how often it was taken up, this time included
 */
record StoredNotice(
        String id,
        String provider,
        String eventId,
        String type,
        Notice.Subject about,
        @Nullable String ref,
        @Nullable String paymentId,
        Instant receivedAt,
        @Nullable String traceparent,
        int tries) {

    /** Where the work on a notice stands. */
    enum State {
        /** Stored and acknowledged; somebody will work on it. */
        RECEIVED,
        /** The payment stands as the provider says. */
        PROCESSED,
        /** It is about nothing that we act on. */
        NOT_OURS,
        /** Its payment never became known. */
        GIVEN_UP
    }
}
