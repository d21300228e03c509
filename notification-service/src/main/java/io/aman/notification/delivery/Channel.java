package io.aman.notification.delivery;

/** A way to reach people. */
public interface Channel {

    /** The name that deliveries carry. */
    String name();

    /** Tries once, within a bounded time that is shorter than the {@linkplain DeliveryProperties#lease() lease}. */
    Outcome send(Delivery delivery);

    /**
     * How often in a row a message is sent of which nobody knows whether it went out: a crash in between, or {@link
     * Outcome.Unknown}. A mail is recognised as the same by its Message-ID; what costs money each time is not sent on and
     * on.
     */
    default int sendsInDoubt() {
        return Integer.MAX_VALUE;
    }
}
