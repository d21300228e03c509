package io.aman.gateway.limit;

/** The place of one request among those under way; however often it is left, it is left once. */
final class Seat {

    private final Ledger ledger;
    private boolean isLeft;

    Seat(Ledger ledger) {
        this.ledger = ledger;
    }

    void leave() {
        synchronized (ledger) {
            if (!isLeft) {
                isLeft = true;
                ledger.leave();
            }
        }
    }
}
