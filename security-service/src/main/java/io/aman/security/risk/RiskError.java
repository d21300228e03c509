package io.aman.security.risk;

/** What a caller may get wrong. */
abstract sealed class RiskError extends RuntimeException {

    private RiskError(String message) {
        super(message);
    }

    static final class AddressUnreadable extends RiskError {
        AddressUnreadable() {
            super("The address is neither IPv4 nor IPv6.");
        }
    }

    static final class InvalidWeights extends RiskError {
        InvalidWeights() {
            super("Weights are between 0 and 1, of detectors that there are, and scores rise from notify to deny.");
        }
    }

    static final class InvalidSettings extends RiskError {
        InvalidSettings() {
            super(
                    "There is no such detector of what is replayed, no such threshold, or the value is out of its bounds.");
        }
    }

    static final class LogUnreadable extends RiskError {
        LogUnreadable() {
            super("The log cannot be read at the moment.");
        }
    }

    static final class ReplayRunning extends RiskError {
        ReplayRunning() {
            super("Another replay is at work; ask again when it is done.");
        }
    }

    static final class InvalidRange extends RiskError {
        InvalidRange() {
            super("The end must be after the beginning.");
        }
    }
}
