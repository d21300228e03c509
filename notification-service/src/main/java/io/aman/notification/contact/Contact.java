package io.aman.notification.contact;

import io.aman.notification.recipient.PhoneNumber;
import io.aman.platform.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A number of a person.
 *
 * @param confirmedAt null until they have told its code
 * @param asked the code that was sent to it last; null once it is confirmed
 */
record Contact(
        String id,
        PhoneNumber number,
        Instant addedAt,
        @Nullable Instant confirmedAt,
        @Nullable Asked asked) {

    /**
     * A code that somebody who reads messages to this number can tell.
     *
     * @param until when it is void
     * @param guesses how many were made at it, right or wrong
     */
    record Asked(Secret code, Instant until, int guesses) {}

    boolean isConfirmed() {
        return confirmedAt != null;
    }

    Contact asking(Asked code) {
        return new Contact(id, number, addedAt, confirmedAt, code);
    }

    Contact confirmed(Instant now) {
        return new Contact(id, number, addedAt, now, null);
    }
}
