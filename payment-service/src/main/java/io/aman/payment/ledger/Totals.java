package io.aman.payment.ledger;

import io.aman.events.Money;
import io.aman.payment.provider.LedgerReader.Kind;

/** What moved in one day at one provider in one currency, by our books and by the provider's. */
record Totals(String provider, String currency, Kind kind, Sum ours, Sum theirs) {

    record Sum(long count, long amountMinor) {

        static final Sum NONE = new Sum(0, 0);

        Sum plus(Money amount) {
            return new Sum(count + 1, Math.addExact(amountMinor, amount.amountMinor()));
        }
    }
}
