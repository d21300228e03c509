package io.aman.payment.provider.paypal;

import tools.jackson.databind.JsonNode;

/** How a call to PayPal went. */
sealed interface PayPalReply {

    /** A 2xx. */
    record Done(JsonNode body) implements PayPalReply {}

    /**
     * An error with a status.
     *
     * @param issue PayPal's most precise word for it, such as {@code ORDER_NOT_APPROVED}; what is no word is left out
     * @param debugId what PayPal's support asks for; another one each time
     */
    record Failed(int status, String issue, String debugId) implements PayPalReply {

        boolean is(String name) {
            return issue.equals(name);
        }
    }

    /** It may have taken effect. */
    record NoAnswer(String reason) implements PayPalReply {}

    /** It certainly had no effect. */
    record NeverSent(String reason) implements PayPalReply {}
}
