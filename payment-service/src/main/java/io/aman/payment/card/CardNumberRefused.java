package io.aman.payment.card;

/** A body holds what looks like a card number; nothing of it was read, kept or logged. */
final class CardNumberRefused extends RuntimeException {

    /** @param place never the number */
    CardNumberRefused(String place) {
        super(place + " looks like a card number; send the provider's token, never a card.");
    }
}
