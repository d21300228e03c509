package io.aman.payment.provider.paypal;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.paypal.PayPalOrder.Authorization;
import io.aman.payment.provider.paypal.PayPalOrder.Capture;
import java.time.Instant;
import java.util.Locale;

/** How a payment stands where PayPal shows its order so: what lies below a completed order decides, never the order. */
final class PayPalStanding {

    private PayPalStanding() {}

    /** An order that waits for the payer is only {@link Created}: whom to send where is the confirmation's to say. */
    static ProviderAnswer of(PayPalOrder order, Instant now) {
        return switch (order.status()) {
            case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED" -> new Created(order.id());
            case "APPROVED" -> new Approved(order.id());
            case "VOIDED" -> new Canceled(order.id());
            case "COMPLETED" ->
                order.authorization()
                        .map(authorization -> below(order, authorization, now))
                        .orElseGet(() -> new Unknown("a completed order without an authorization"));
            default -> new Unknown("a status we do not know");
        };
    }

    private static ProviderAnswer below(PayPalOrder order, Authorization authorization, Instant now) {
        if (order.captures().stream()
                .anyMatch(capture -> !capture.isTaken() && !capture.isPending() && !capture.isDeclined())) {
            return new Unknown("a status we do not know");
        }
        var expired = authorization.expiresAt() != null && !now.isBefore(authorization.expiresAt());
        return switch (authorization.status()) {
            case "CREATED", "PARTIALLY_CAPTURED" -> expired ? ended(order, new Expired(order.id())) : held(order);
            case "PENDING" -> new Processing(order.id());
            case "CAPTURED" -> ended(order, nothingTaken(order));
            case "VOIDED" -> ended(order, expired ? new Expired(order.id()) : new Canceled(order.id()));
            case "DENIED" -> new Declined(order.id(), "authorization_denied", authorization.id());
            default -> new Unknown("a status we do not know");
        };
    }

    /** More can be taken. */
    private static ProviderAnswer held(PayPalOrder order) {
        var taken = taken(order);
        if (taken.isPositive()) {
            return new PartlyCaptured(order.id(), taken);
        }
        return isPending(order)
                ? new Processing(order.id())
                : new Authorized(order.id(), order.authorizations().getLast().amount());
    }

    /** Nothing more can be taken; what is pending still may arrive. */
    private static ProviderAnswer ended(PayPalOrder order, ProviderAnswer withoutMoney) {
        var taken = taken(order);
        if (isPending(order)) {
            return taken.isPositive() ? new PartlyCaptured(order.id(), taken) : new Processing(order.id());
        }
        return taken.isPositive() ? new Captured(order.id(), taken) : withoutMoney;
    }

    private static ProviderAnswer nothingTaken(PayPalOrder order) {
        return order.captures().isEmpty()
                ? new Unknown("captured without a capture")
                : declined(order, order.captures().getLast());
    }

    /** The capture's id tells this decline from another one. */
    static Declined declined(PayPalOrder order, Capture capture) {
        return new Declined(order.id(), "capture_" + capture.status().toLowerCase(Locale.ROOT), capture.id());
    }

    private static boolean isPending(PayPalOrder order) {
        return order.captures().stream().anyMatch(Capture::isPending);
    }

    private static Money taken(PayPalOrder order) {
        var nothing = Money.zero(order.authorizations().getLast().amount().currency());
        return order.captures().stream()
                .filter(Capture::isTaken)
                .map(Capture::amount)
                .reduce(nothing, Money::plus);
    }
}
