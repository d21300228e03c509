package io.aman.notification.intent;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.preference.Medium;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.template.Message;

/** The deliveries that intents and digests make; the one to a person's own mailbox has the id of its medium alone. */
final class Outgoing {

    private Outgoing() {}

    static Delivery of(Intent intent, Recipient recipient, Medium medium, Address to, Message message) {
        var notice = intent.notice();
        return new Delivery(
                id(intent.id(), recipient, medium, to),
                medium.key(),
                recipient.userId(),
                notice.template().type(),
                notice.template().category(),
                intent.eventId(),
                to,
                message,
                intent.traceparent(),
                notice.timing().until(),
                null,
                notice.timing().cancelKey());
    }

    static Delivery of(Digest digest, Recipient recipient, Address to, Message message) {
        return new Delivery(
                id(digest.id(), recipient, digest.medium(), to),
                digest.medium().key(),
                recipient.userId(),
                "digest-" + digest.category().key(),
                digest.category(),
                digest.id(),
                to,
                message,
                null,
                null,
                null,
                null);
    }

    private static String id(String origin, Recipient recipient, Medium medium, Address to) {
        var isOwnMailbox = medium == Medium.EMAIL && to.equals(recipient.email());
        return Delivery.idOf(origin, isOwnMailbox ? medium.key() : medium.key() + "/" + to.value());
    }
}
