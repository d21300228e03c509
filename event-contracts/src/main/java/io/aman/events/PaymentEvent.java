package io.aman.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened to a payment; on {@link Topics#PAYMENTS}, keyed by the payment's id. */
public sealed interface PaymentEvent extends DomainEvent {

    String paymentId();

    /** The user who pays. */
    String payer();

    /** Stored, and known to the provider; nothing is held yet. */
    @EventType("payment.created.v1")
    record Created(
            String paymentId,
            String payer,
            Money amount,
            String provider,
            @Nullable String reference) implements PaymentEvent {

        public Created {
            require(paymentId, payer, amount, provider);
        }
    }

    /** The payer must act, for instance in 3-D Secure. */
    @EventType("payment.action-required.v1")
    record ActionRequired(String paymentId, String payer, Money amount, String provider) implements PaymentEvent {

        public ActionRequired {
            require(paymentId, payer, amount, provider);
        }
    }

    /** The amount is held at the provider. */
    @EventType("payment.authorized.v1")
    record Authorized(String paymentId, String payer, Money amount, String provider) implements PaymentEvent {

        public Authorized {
            require(paymentId, payer, amount, provider);
        }
    }

    /**
     * Money was taken.
     *
     * @param captured what this capture took
     * @param capturedTotal what all captures of the payment took
     */
    @EventType("payment.captured.v1")
    record Captured(
            String paymentId,
            String payer,
            Money captured,
            Money capturedTotal,
            String provider,
            @Nullable String reference)
            implements PaymentEvent {

        public Captured {
            require(paymentId, payer, captured, provider);
            Objects.requireNonNull(capturedTotal, "capturedTotal");
        }
    }

    /**
     * The provider declined; a new attempt may follow.
     *
     * @param reason the provider's own code, such as {@code insufficient_funds}
     */
    @EventType("payment.failed.v1")
    record Failed(String paymentId, String payer, Money amount, String provider, String reason)
            implements PaymentEvent {

        public Failed {
            require(paymentId, payer, amount, provider);
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Voided or abandoned; nothing is held any more. */
    @EventType("payment.canceled.v1")
    record Canceled(String paymentId, String payer, Money amount, String provider) implements PaymentEvent {

        public Canceled {
            require(paymentId, payer, amount, provider);
        }
    }

    /** Nobody paid in time, or a hold lapsed; nothing is held any more. */
    @EventType("payment.expired.v1")
    record Expired(String paymentId, String payer, Money amount, String provider) implements PaymentEvent {

        public Expired {
            require(paymentId, payer, amount, provider);
        }
    }

    /**
     * The provider took back on its own what it had captured, as KNET does when it misses an acknowledgement; the payment
     * is canceled.
     *
     * @param voided what had been taken
     */
    @EventType("payment.capture-voided.v1")
    record CaptureVoided(String paymentId, String payer, Money voided, String provider) implements PaymentEvent {

        public CaptureVoided {
            require(paymentId, payer, voided, provider);
        }
    }

    /**
     * The payer disputes the payment at the bank or the provider, or that dispute was decided. The payment's own state is
     * not touched by it.
     *
     * @param amount what the payment is about
     */
    @EventType("payment.disputed.v1")
    record Disputed(String paymentId, String payer, Money amount, String provider, DisputeStatus status)
            implements PaymentEvent {

        public Disputed {
            require(paymentId, payer, amount, provider);
            Objects.requireNonNull(status, "status");
        }
    }

    /** How a dispute stands. */
    enum DisputeStatus {
        OPEN,
        /** The money stays with the merchant. */
        WON,
        LOST
    }

    /** Giving money back was asked for; whether it is given back is not known yet. */
    @EventType("payment.refund-requested.v1")
    record RefundRequested(String paymentId, String payer, String refundId, Money amount, String provider)
            implements PaymentEvent {

        public RefundRequested {
            require(paymentId, payer, amount, provider);
            Objects.requireNonNull(refundId, "refundId");
        }
    }

    /**
     * Money was given back.
     *
     * @param refunded what this refund gave back
     * @param refundedTotal what all refunds of the payment gave back
     */
    @EventType("payment.refunded.v1")
    record Refunded(
            String paymentId,
            String payer,
            String refundId,
            Money refunded,
            Money refundedTotal,
            String provider,
            @Nullable String reference)
            implements PaymentEvent {

        public Refunded {
            require(paymentId, payer, refunded, provider);
            Objects.requireNonNull(refundId, "refundId");
            Objects.requireNonNull(refundedTotal, "refundedTotal");
        }
    }

    /**
     * A refund failed or was canceled, maybe after it was told as done; the money stays.
     *
     * @param reason the provider's own code
     */
    @EventType("payment.refund-failed.v1")
    record RefundFailed(String paymentId, String payer, String refundId, Money amount, String provider, String reason)
            implements PaymentEvent {

        public RefundFailed {
            require(paymentId, payer, amount, provider);
            Objects.requireNonNull(refundId, "refundId");
            Objects.requireNonNull(reason, "reason");
        }
    }

    private static void require(String paymentId, String payer, Money amount, String provider) {
        Objects.requireNonNull(paymentId, "paymentId");
        Objects.requireNonNull(payer, "payer");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(provider, "provider");
    }
}
