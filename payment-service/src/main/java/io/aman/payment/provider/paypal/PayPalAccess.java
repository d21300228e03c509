package io.aman.payment.provider.paypal;

/** What PayPal lets us in with, or why it does not. */
sealed interface PayPalAccess {

    record Token(String value) implements PayPalAccess {

        /** Whoever has it is us. */
        @Override
        public String toString() {
            return "***";
        }
    }

    /** @param reply the answer to every call that would have needed the token */
    record Denied(PayPalReply reply) implements PayPalAccess {}
}
