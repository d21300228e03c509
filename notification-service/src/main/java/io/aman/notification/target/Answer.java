package io.aman.notification.target;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt.
 *
 * @param status the receiver's; null where none came
 * @param retryAfter how long the receiver asks to be left alone; zero where it does not
 */
public record Answer(Outcome outcome, @Nullable Integer status, Duration took, Duration retryAfter) {

    /**
     * What an answer means. Only 2xx is a yes; everything else is tried again, after 410 at somebody's wish only.
     *
     * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
     *     Webhooks 1.0, section "Delivery success and failure"</a>
     */
    public enum Outcome {
        /** Any 2xx. */
        DELIVERED,
        /** 410: nobody wants to hear of anything there any more. */
        GONE,
        /** 429, or 502, 503 and 504: too much at once, or too early. */
        THROTTLED,
        /** Any 3xx: it is not followed. */
        REDIRECTED,
        /** Any other status. */
        REJECTED,
        /** The attempt took too long; it may have been heard. */
        TIMED_OUT,
        /** No connection, or none that held; it may have been heard. */
        UNREACHABLE,
        /** No certificate that is valid and known for that name. */
        UNTRUSTED,
        /** The name leads to an address that is not public: nothing was sent. */
        ADDRESS_REFUSED,
        /** The secret could not be opened here: nothing was sent. */
        NOT_SIGNED;

        /** As it is told: {@code timed-out}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Nothing was sent, for a reason of ours. */
    public static Answer notSigned() {
        return new Answer(Outcome.NOT_SIGNED, null, Duration.ZERO, Duration.ZERO);
    }

    public boolean isDelivered() {
        return outcome == Outcome.DELIVERED;
    }

    static Outcome outcome(int status) {
        return switch (status) {
            case 410 -> Outcome.GONE;
            case 429, 502, 503, 504 -> Outcome.THROTTLED;
            default ->
                switch (status / 100) {
                    case 2 -> Outcome.DELIVERED;
                    case 3 -> Outcome.REDIRECTED;
                    default -> Outcome.REJECTED;
                };
        };
    }
}
