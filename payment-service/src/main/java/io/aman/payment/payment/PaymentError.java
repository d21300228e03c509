package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.platform.idempotency.ChangedNothing;
import java.util.List;
import java.util.Set;

/** Every rule that a caller can break, and what a provider can keep us from. */
abstract sealed class PaymentError extends RuntimeException {

    private PaymentError(String message) {
        super(message);
    }

    /** It does not exist, or is somebody else's: nobody may learn which. */
    static final class NotFound extends PaymentError implements ChangedNothing {
        NotFound() {
            super("There is no such payment.");
        }
    }

    static final class InvalidAmount extends PaymentError implements ChangedNothing {
        InvalidAmount(String message) {
            super(message);
        }
    }

    static final class UnsupportedCurrency extends PaymentError implements ChangedNothing {
        UnsupportedCurrency() {
            super("No provider takes payments in this currency.");
        }

        UnsupportedCurrency(String provider) {
            super("%s takes no payments in this currency.".formatted(provider));
        }
    }

    static final class TooPrecise extends PaymentError implements ChangedNothing {
        final long stepMinor;

        TooPrecise(String provider, long stepMinor) {
            super("%s takes multiples of %d minor units in this currency; nothing is rounded."
                    .formatted(provider, stepMinor));
            this.stepMinor = stepMinor;
        }
    }

    static final class UnknownProvider extends PaymentError implements ChangedNothing {
        UnknownProvider() {
            super("There is no such provider.");
        }
    }

    static final class UnknownReturnUrl extends PaymentError implements ChangedNothing {
        UnknownReturnUrl() {
            super("No return address is configured under this name.");
        }
    }

    static final class ReturnUrlRequired extends PaymentError implements ChangedNothing {
        ReturnUrlRequired(String provider) {
            super("%s sends the payer to its own page; name a configured return address.".formatted(provider));
        }
    }

    static final class CapturesOnce extends PaymentError implements ChangedNothing {
        CapturesOnce(String provider) {
            super("%s captures once; the rest is let go.".formatted(provider));
        }
    }

    static final class InvalidPaymentMethod extends PaymentError implements ChangedNothing {
        InvalidPaymentMethod(String provider) {
            super(
                    "A payment method is a token of the provider, such as pm_…; %s takes none where it has a page of its own."
                            .formatted(provider));
        }
    }

    static final class InvalidSavedMethod extends PaymentError implements ChangedNothing {
        InvalidSavedMethod() {
            super(
                    "A saved method is the id of an active one of the payer's, with the provider of the payment, and comes"
                            + " without another method beside it.");
        }
    }

    static final class NotConfirmable extends PaymentError implements ChangedNothing {
        NotConfirmable(PaymentId id, PaymentState state) {
            super("Payment %s is %s; only CREATED and FAILED can be confirmed.".formatted(id, state));
        }
    }

    static final class NotCapturable extends PaymentError implements ChangedNothing {
        NotCapturable(PaymentId id, PaymentState state) {
            super("Payment %s is %s; only what is held can be captured.".formatted(id, state));
        }
    }

    static final class NotCancelable extends PaymentError implements ChangedNothing {
        NotCancelable(PaymentId id, PaymentState state) {
            super("Payment %s is %s and cannot be canceled.".formatted(id, state));
        }
    }

    static final class NotRefundable extends PaymentError implements ChangedNothing {
        NotRefundable(PaymentId id, PaymentState state) {
            super("Payment %s is %s; only what was captured can be given back.".formatted(id, state));
        }
    }

    static final class RefundExceedsCaptured extends PaymentError implements ChangedNothing {
        final Money refundable;

        RefundExceedsCaptured(Money refundable) {
            super("At most %s can be given back.".formatted(refundable));
            this.refundable = refundable;
        }
    }

    static final class RefundNotFound extends PaymentError implements ChangedNothing {
        RefundNotFound() {
            super("There is no such refund of this payment.");
        }
    }

    static final class TooManyRefunds extends PaymentError implements ChangedNothing {
        TooManyRefunds(PaymentId id, int max) {
            super("Payment %s has %d refunds; there can be no more.".formatted(id, max));
        }
    }

    static final class TooManyAttempts extends PaymentError implements ChangedNothing {
        TooManyAttempts(PaymentId id, int max) {
            super("Payment %s was tried %d times; start another one.".formatted(id, max));
        }
    }

    static final class AttemptInProgress extends PaymentError implements ChangedNothing {
        AttemptInProgress(PaymentId id) {
            super("The outcome of an earlier call on payment %s is not known yet.".formatted(id));
        }
    }

    static final class CaptureExceedsAuthorization extends PaymentError implements ChangedNothing {
        final Money remaining;

        CaptureExceedsAuthorization(Money remaining) {
            super("At most %s can be captured.".formatted(remaining));
            this.remaining = remaining;
        }
    }

    /** The trail says why; nobody else is told. */
    static final class DeniedByRisk extends PaymentError implements ChangedNothing {
        DeniedByRisk(PaymentId id) {
            super("Payment %s cannot go on; nothing has happened.".formatted(id));
        }
    }

    static final class UnknownAction extends PaymentError implements ChangedNothing {
        UnknownAction() {
            super("There is no such action.");
        }
    }

    static final class ActionNotOffered extends PaymentError implements ChangedNothing {
        final List<String> offered;

        ActionNotOffered(String id, Set<OperatorAction> offered) {
            super("That would not be safe for %s as it stands.".formatted(id));
            this.offered = offered.stream().map(OperatorAction::word).toList();
        }
    }

    /** Too many others changed it at the same time; the same key may be tried again. */
    static final class Contended extends PaymentError {
        Contended(PaymentId id) {
            super("Payment %s is being changed by many at once.".formatted(id));
        }
    }

    /** The provider was certainly not reached; the same key may be tried again. */
    static final class ProviderUnavailable extends PaymentError {
        ProviderUnavailable(String provider) {
            super("%s cannot be reached; nothing has happened.".formatted(provider));
        }
    }

    /** The provider refused what we asked, and nothing has happened. */
    static final class ProviderRefused extends PaymentError {
        ProviderRefused(String provider) {
            super("%s refused our request; nothing has happened.".formatted(provider));
        }
    }
}
