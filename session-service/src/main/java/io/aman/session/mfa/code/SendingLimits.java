package io.aman.session.mfa.code;

import io.aman.session.session.ExpiredRecords;
import java.time.Instant;

/** How much may be sent in a day. */
interface SendingLimits extends ExpiredRecords {

    /**
     * Counts one more against {@code key} on the day of {@code now}, unless there were {@code most} already. Of those who
     * ask at once no more get it.
     *
     * @return whether it was counted
     */
    boolean reserve(String key, int most, Instant now);
}
