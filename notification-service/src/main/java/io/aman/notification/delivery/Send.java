package io.aman.notification.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of a provider, and what became of it.
 *
 * @param attempt of the delivery, the first being 1
 * @param reference the provider's own id of the message
 * @param reason why it failed or waits, as a code
 * @param at when {@code state} was reached, as far as we know
 */
record Send(
        int attempt,
        String provider,
        DeliveryState state,
        @Nullable String reference,
        @Nullable String reason,
        Instant at) {

    /** Tells the sends of a delivery apart. */
    String key() {
        return attempt + "-" + provider;
    }

    /** The same with what has become known since: of two states the later one holds, whichever came first. */
    Send with(Send news) {
        var known = reference == null ? news.reference() : reference;
        return news.state().compareTo(state) > 0
                ? new Send(attempt, provider, news.state(), known, news.reason(), news.at())
                : new Send(attempt, provider, state, known, reason, at);
    }
}
