package io.aman.session.mfa;

import java.time.Duration;

/** Why a second factor is not accepted, enrolled or removed. */
public abstract sealed class MfaError extends RuntimeException {

    private MfaError(String message) {
        super(message);
    }

    /** Wrong, used, of another person, or none that they have: the caller is never told which. */
    public static final class FactorInvalid extends MfaError {
        public FactorInvalid() {
            super("The code is wrong, or was used before.");
        }
    }

    /** Never opened, used, tried too often, or too old: begin again. */
    public static final class ChallengeOver extends MfaError {
        public ChallengeOver() {
            super("This sign-in is over; begin again.");
        }
    }

    /** The account has had as many tries as it may; nothing was checked. */
    public static final class TooManyTries extends MfaError {

        private final Duration retryAfter;

        public TooManyTries(Duration retryAfter) {
            super("Too many wrong codes; wait, then try again.");
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** As many codes were sent as may be; none was sent now. */
    public static final class TooManyCodes extends MfaError {

        private final Duration retryAfter;

        public TooManyCodes(Duration retryAfter) {
            super("Too many codes were sent; wait, then ask for one.");
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** There is none of that id, or it is somebody else's. */
    public static final class FactorNotFound extends MfaError {
        public FactorNotFound() {
            super("There is no such factor.");
        }
    }

    public static final class TooManyFactors extends MfaError {
        public TooManyFactors(int most) {
            super("There may be no more than %d of them; remove one first.".formatted(most));
        }
    }

    /** It is the last one of somebody who has to have one. */
    public static final class FactorDemanded extends MfaError {
        public FactorDemanded() {
            super("A role of yours demands a second factor; add another one before you remove this one.");
        }
    }

    /** What stands in for a factor is of no use without one. */
    public static final class NoFactor extends MfaError {
        public NoFactor() {
            super("Add a second factor first.");
        }
    }
}
