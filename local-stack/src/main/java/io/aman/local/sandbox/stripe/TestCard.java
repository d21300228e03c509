package io.aman.local.sandbox.stripe;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of a payment with one of Stripe's test payment methods (docs.stripe.com/testing).
 *
 * @param challenge whether the payer must authenticate first
 * @param decline of a payment; empty where the issuer approves
 * @param keeping why it cannot be attached to a customer; empty where it can
 */
record TestCard(String brand, String last4, boolean challenge, Optional<Decline> decline, Optional<Decline> keeping) {

    /** Why a card is declined, in Stripe's words. */
    record Decline(String code, String reason, String message) {}

    private static final Map<String, TestCard> CARDS = Map.ofEntries(
            Map.entry("pm_card_visa", good("visa", "4242")),
            Map.entry("pm_card_mastercard", good("mastercard", "4444")),
            Map.entry("pm_card_threeDSecure2Required", challenged("3220")),
            Map.entry("pm_card_chargeCustomerFail", onlyKept("0341")),
            Map.entry(
                    "pm_card_chargeDeclined",
                    bad("0002", "card_declined", "generic_decline", "Your card was declined.")),
            Map.entry(
                    "pm_card_chargeDeclinedInsufficientFunds",
                    bad("9995", "card_declined", "insufficient_funds", "Your card has insufficient funds.")),
            Map.entry(
                    "pm_card_chargeDeclinedLostCard",
                    bad("9987", "card_declined", "lost_card", "Your card was declined.")),
            Map.entry(
                    "pm_card_chargeDeclinedStolenCard",
                    bad("9979", "card_declined", "stolen_card", "Your card was declined.")),
            Map.entry(
                    "pm_card_chargeDeclinedExpiredCard",
                    bad("0069", "expired_card", "expired_card", "Your card has expired.")),
            Map.entry(
                    "pm_card_chargeDeclinedIncorrectCvc",
                    bad("0127", "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.")),
            Map.entry(
                    "pm_card_chargeDeclinedProcessingError",
                    bad(
                            "0119",
                            "processing_error",
                            "processing_error",
                            "An error occurred while processing your card. Try again in a little bit.")));

    static final Decline AUTHENTICATION_FAILED = new Decline(
            "payment_intent_authentication_failure",
            "authentication_required",
            "We are unable to authenticate your payment method. Please choose a different payment method and try"
                    + " again.");

    static final Decline SETUP_AUTHENTICATION_FAILED = new Decline(
            "setup_intent_authentication_failure",
            "authentication_required",
            "We are unable to authenticate your payment method. Please choose a different payment method and try"
                    + " again.");

    static Optional<TestCard> of(String token) {
        return Optional.ofNullable(CARDS.get(token));
    }

    /** Writes what may be seen of it. */
    void show(ObjectNode card) {
        card.put("brand", brand).put("last4", last4);
        ((ObjectNode) card.path("networks")).putArray("available").add(brand);
    }

    private static TestCard good(String brand, String last4) {
        return new TestCard(brand, last4, false, Optional.empty(), Optional.empty());
    }

    private static TestCard challenged(String last4) {
        return new TestCard("visa", last4, true, Optional.empty(), Optional.empty());
    }

    private static TestCard onlyKept(String last4) {
        var decline = new Decline("card_declined", "generic_decline", "Your card was declined.");
        return new TestCard("visa", last4, false, Optional.of(decline), Optional.empty());
    }

    private static TestCard bad(String last4, String code, String reason, String message) {
        var decline = Optional.of(new Decline(code, reason, message));
        return new TestCard("visa", last4, false, decline, decline);
    }
}
