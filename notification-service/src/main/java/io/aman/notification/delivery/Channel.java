package io.aman.notification.delivery;

/** A way to reach people. */
public interface Channel {

    /** The name that deliveries carry. */
    String name();

    /** Tries once, within a bounded time that is shorter than the {@linkplain DeliveryProperties#lease() lease}. */
    Outcome send(Delivery delivery);
}
