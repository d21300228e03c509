package io.aman.payment.method;

import io.aman.platform.idempotency.ChangedNothing;

/** Every rule of saved payment methods that a caller can break, and what a provider can keep us from. */
abstract sealed class MethodError extends RuntimeException {

    private MethodError(String message) {
        super(message);
    }

    /** It does not exist, or is somebody else's: nobody may learn which. */
    static final class NotFound extends MethodError implements ChangedNothing {
        NotFound() {
            super("There is no such payment method.");
        }
    }

    static final class UnknownProvider extends MethodError implements ChangedNothing {
        UnknownProvider() {
            super("There is no provider of that name that keeps payment methods.");
        }
    }

    static final class InvalidToken extends MethodError implements ChangedNothing {
        InvalidToken(String provider) {
            super("A payment method is a token of %s, such as pm_…; there is none where the payer chooses on its page."
                    .formatted(provider));
        }
    }

    static final class UnknownReturnUrl extends MethodError implements ChangedNothing {
        UnknownReturnUrl() {
            super("No return address is configured under this name.");
        }
    }

    static final class ReturnUrlRequired extends MethodError implements ChangedNothing {
        ReturnUrlRequired(String provider) {
            super("%s sends the payer to its own page; name a configured return address.".formatted(provider));
        }
    }

    /** The provider will not keep it. */
    static final class Rejected extends MethodError implements ChangedNothing {
        final String reason;

        Rejected(String provider, String reason) {
            super("%s does not keep this payment method.".formatted(provider));
            this.reason = reason;
        }
    }

    static final class TooMany extends MethodError implements ChangedNothing {
        TooMany(int max) {
            super("At most %d payment methods are kept; remove one first.".formatted(max));
        }
    }

    /** It is being attached or detached. */
    static final class NotActive extends MethodError implements ChangedNothing {
        NotActive(String id, MethodState state) {
            super("Payment method %s is %s; only an ACTIVE one can be the default.".formatted(id, state));
        }
    }

    /** Too many others changed the payer's methods at the same time; the same key may be tried again. */
    static final class Contended extends MethodError {
        Contended() {
            super("The payment methods are being changed by many at once.");
        }
    }

    /** The provider was certainly not reached; the same key may be tried again. */
    static final class ProviderUnavailable extends MethodError {
        ProviderUnavailable(String provider) {
            super("%s cannot be reached; nothing has happened.".formatted(provider));
        }
    }

    /** The provider refused what we asked, and nothing has happened. */
    static final class ProviderRefused extends MethodError {
        ProviderRefused(String provider) {
            super("%s refused our request; nothing has happened.".formatted(provider));
        }
    }
}
