package io.aman.payment.method;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Saved methods for who tests something else. */
public final class SavedMethodsFixture {

    private SavedMethodsFixture() {}

    /** Of nobody: who asks has made a mistake. */
    public static SavedMethods none() {
        return new SavedMethods(new Wallets() {
            @Override
            public Wallet of(String payer) {
                throw new UnsupportedOperationException("no methods are saved here");
            }

            @Override
            public Wallet change(String payer, Consumer<Wallet> change) {
                throw new UnsupportedOperationException("no methods are saved here");
            }

            @Override
            public boolean removeIfEmpty(String payer) {
                return true;
            }

            @Override
            public Optional<Wallet> claimDue(Instant now, Instant leaseUntil) {
                return Optional.empty();
            }
        });
    }
}
