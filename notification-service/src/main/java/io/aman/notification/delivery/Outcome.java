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

    /** This message will never be accepted; others may. */
    record Refused(String reason) implements Outcome {}

    /**
     * Not now, or nobody knows where that does no harm: to be tried again.
     *
     * @param retryAfter how long the next hop asks to be left alone (RFC 9110, section 10.2.3); null where it says nothing
     */
    record Deferred(String reason, @Nullable Duration retryAfter) implements Outcome {

        public Deferred(String reason) {
            this(reason, null);
        }
    }

    /** It may have gone out: to be tried again as often as {@link Channel#sendsInDoubt} allows. */
    record Unknown(String reason) implements Outcome {}
}
