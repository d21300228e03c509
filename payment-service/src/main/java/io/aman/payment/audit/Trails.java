package io.aman.payment.audit;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The trails of all payments; one at a time is in memory, however many there are. */
public interface Trails {

    /** @throws UnreadableTrail when what is stored is none */
    Optional<StoredTrail> find(String paymentId);

    /**
     * Trails in the order of their payments' ids.
     *
     * @param after the id before the first one; null to begin
     * @param unreadable told the id where what is stored is none
     */
    void inOrder(@Nullable String after, int limit, Consumer<StoredTrail> each, Consumer<String> unreadable);

    /**
     * One payer's, newest payment first.
     *
     * @throws UnreadableTrail when what is stored is none
     */
    void of(String payer, Consumer<StoredTrail> each);
}
