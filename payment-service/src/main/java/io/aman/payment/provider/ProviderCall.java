package io.aman.payment.provider;

import java.time.Duration;

/**
 * A call to a provider that is over.
 *
 * @param took from asking to the answer; zero where the call was held back
 */
public record ProviderCall(String provider, Operation operation, Outcome outcome, Duration took) {

    /** What was asked. */
    public enum Operation {
        CREATE,
        CONFIRM,
        CAPTURE,
        CANCEL,
        REFUND,
        ATTACH_METHOD,
        DETACH_METHOD,
        READ,
        READ_SOURCES,
        READ_REFUND,
        READ_REFUNDS,
        READ_DISPUTE;

        /** Whether asking may take effect at the provider. */
        public boolean isCommand() {
            return switch (this) {
                case CREATE, CONFIRM, CAPTURE, CANCEL, REFUND, ATTACH_METHOD, DETACH_METHOD -> true;
                case READ, READ_SOURCES, READ_REFUND, READ_REFUNDS, READ_DISPUTE -> false;
            };
        }
    }

    /** How the call went, not what it meant for the payment: a decline is an answer. */
    public enum Outcome {
        ANSWERED,
        /** The provider certainly did nothing: our request or our credentials are wrong. */
        REFUSED,
        /** It certainly never left. */
        NOT_SENT,
        /** It may have taken effect or not. */
        UNKNOWN,
        /** The breaker or the bulkhead did not let it out. */
        HELD_BACK
    }
}
