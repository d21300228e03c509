package io.aman.notification.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt to send ended. Reasons are codes, such as {@code smtp-550}; they quote neither address nor text. */
public sealed interface Outcome {

    /**
     * The next hop has taken responsibility for the message.
     *
     * @param reference the provider's own id of the message; null where it gives none
     */
    record Sent(@Nullable String reference) implements Outcome {

        public Sent() {
            this(null);
        }
    }

    /**
     * This message will never be accepted; others may.
     *
     * @param unreachable whether it is for the address, which is of no use to any other message either
     */
    record Refused(String reason, boolean unreachable) implements Outcome {

        public Refused(String reason) {
            this(reason, false);
        }
    }

    /**
     * Not this message, not now, or nobody knows where that does no harm: to be tried again.
     *
     * @param retryAfter how long the next hop asks to be left alone (RFC 9110, section 10.2.3); null where it says nothing
     */
    record Deferred(String reason, @Nullable Duration retryAfter) implements Outcome {

        public Deferred(String reason) {
            this(reason, null);
        }
    }

    /**
     * The provider takes nothing at the moment, and has certainly not taken this: another one may be asked.
     *
     * @param retryAfter as of {@link Deferred}
     */
    record Unavailable(String reason, @Nullable Duration retryAfter) implements Outcome {

        public Unavailable(String reason) {
            this(reason, null);
        }
    }

    /** It may have gone out: to be tried again as often as the channel and the category allow. */
    record Unknown(String reason) implements Outcome {}
}
