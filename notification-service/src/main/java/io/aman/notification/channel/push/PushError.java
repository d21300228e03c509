package io.aman.notification.channel.push;

/** What a caller may do wrong with a device. */
public abstract sealed class PushError extends RuntimeException {

    private PushError(String message) {
        super(message);
    }

    /** There is none of that id, or it is another's. */
    public static final class NotFound extends PushError {
        public NotFound() {
            super("There is no such subscription.");
        }
    }

    /** It is no subscription that messages can be sent to. */
    public static final class Refused extends PushError {
        private final String reason;

        /** @param reason as a code, such as {@code not-https} */
        public Refused(String reason) {
            super("That is no subscription that messages can be sent to.");
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** Others change the same devices at the same time. */
    public static final class Contended extends PushError {
        public Contended() {
            super("Others change them at the same time.");
        }
    }
}
