package io.aman.payment.method;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The payers' payment methods. */
interface Wallets {

    /** The payer's; empty where nothing was ever kept. */
    Wallet of(String payer);

    /**
     * Applies a change to the wallet as it stands now in one conditional write; another writer in between makes it start
     * over. A change that throws has changed nothing.
     *
     * @return the wallet after the change
     * @throws MethodError.Contended when others were faster too many times
     */
    Wallet change(String payer, Consumer<Wallet> change);

    /** Removes the payer's wallet if nothing is in it; whether there is none afterwards. */
    boolean removeIfEmpty(String payer);

    /** Takes up the wallet that waited longest for a look, so that nobody else does before {@code leaseUntil}. */
    Optional<Wallet> claimDue(Instant now, Instant leaseUntil);
}
