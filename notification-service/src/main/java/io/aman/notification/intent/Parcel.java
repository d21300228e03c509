package io.aman.notification.intent;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.delivery.Queued;
import io.aman.notification.inbox.Inbox;
import io.aman.notification.inbox.InboxEntry;
import io.aman.notification.preference.Medium;
import io.aman.notification.recipient.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What goes out of intents that are addressed together. The inbox comes first: whoever looks at it sees it at once. */
final class Parcel {

    private final Inbox inbox;
    private final DeliveryQueue queue;
    private final Map<Medium, Map<String, List<Address>>> addresses;
    private final List<InboxEntry> entries = new ArrayList<>();
    private final List<Queued> deliveries = new ArrayList<>();

    /** @param addresses of their recipients, beside the mailboxes of their accounts */
    Parcel(Inbox inbox, DeliveryQueue queue, Map<Medium, Map<String, List<Address>>> addresses) {
        this.inbox = inbox;
        this.queue = queue;
        this.addresses = addresses;
    }

    List<Address> addresses(Medium medium, String userId) {
        return addresses.getOrDefault(medium, Map.of()).getOrDefault(userId, List.of());
    }

    void add(InboxEntry entry) {
        entries.add(entry);
    }

    void add(Delivery delivery, Instant happenedAt) {
        deliveries.add(new Queued(delivery, happenedAt));
    }

    /** Sent again, it changes nothing. */
    void send() {
        if (!entries.isEmpty()) {
            inbox.add(entries);
        }
        queue.add(deliveries);
    }
}
