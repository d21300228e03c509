package io.aman.notification.delivery;

import io.aman.notification.recipient.Address;

/**
 * Somebody who carries a channel's messages. A bean of this type is all it takes: a channel's providers are asked in the
 * order of {@code notification.failover.order.<channel>}, else of their {@code @Order}, each behind a breaker of its own.
 */
public interface Provider {

    /** Whose messages it carries, such as {@code sms}. */
    String channel();

    /** Lower case letters, digits and dashes; unique in its channel. */
    String name();

    /** Whether it is asked at all for messages to such an address; a channel may have more than one kind. */
    default boolean carries(Address to) {
        return true;
    }

    /**
     * Tries once, within a bounded time that is shorter than {@code notification.delivery.lease}.
     *
     * @param attempt a number to be handed back with statuses, so that they find the send they are of
     */
    Outcome send(Delivery delivery, int attempt);

    /**
     * Whether a message that is sent again through it is recognised as the same, as a mail is by its Message-ID; then it is
     * sent on while in doubt.
     */
    default boolean recognisesRepeats() {
        return false;
    }
}
