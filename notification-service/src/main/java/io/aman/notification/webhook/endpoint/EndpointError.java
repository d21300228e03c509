package io.aman.notification.webhook.endpoint;

/** What a caller may do wrong with endpoints and their messages. */
public abstract sealed class EndpointError extends RuntimeException {

    private EndpointError(String message) {
        super(message);
    }

    static final class NotFound extends EndpointError {
        NotFound() {
            super("There is no such endpoint.");
        }
    }

    /** The URL is none that we post to. */
    static final class UrlRefused extends EndpointError {

        final String reason;

        /** @param reason as a code */
        UrlRefused(String reason) {
            super("Messages are not sent to such a URL.");
            this.reason = reason;
        }
    }

    static final class TypeUnknown extends EndpointError {
        TypeUnknown() {
            super("Name types of GET /api/webhooks/types that the scope may hear of, or *.");
        }
    }

    static final class ScopeNotPermitted extends EndpointError {
        ScopeNotPermitted() {
            super("Hearing of everybody's events needs the permission for each type.");
        }
    }

    static final class TooMany extends EndpointError {
        TooMany() {
            super("No more endpoints are kept; delete one.");
        }
    }

    public static final class Disabled extends EndpointError {
        public Disabled() {
            super("The endpoint is disabled; enable it first.");
        }
    }

    /** Others change it all the time. */
    static final class Contended extends EndpointError {
        Contended() {
            super("The endpoint is being changed; try again.");
        }
    }

    public static final class TooManyReplays extends EndpointError {
        public TooManyReplays() {
            super("Replays that were asked for before are still to begin; ask again later.");
        }
    }

    public static final class MessageNotFound extends EndpointError {
        public MessageNotFound() {
            super("The endpoint has no such message.");
        }
    }

    public static final class PayloadErased extends EndpointError {
        public PayloadErased() {
            super("What the message said is erased.");
        }
    }
}
