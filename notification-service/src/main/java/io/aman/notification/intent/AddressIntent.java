package io.aman.notification.intent;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.inbox.Inbox;
import io.aman.notification.inbox.InboxEntry;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.notification.template.Templates;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Turns an open intent into an inbox entry and a delivery. Both have ids that follow from the intent's, and the intent
 * is closed last: done again after a crash, or by two at a time, it still makes one of each.
 */
@Component
class AddressIntent {

    private static final String CHANNEL = "email";

    private final Intents intents;
    private final Recipients recipients;
    private final Templates templates;
    private final Inbox inbox;
    private final DeliveryQueue deliveries;
    private final Clock clock;

    AddressIntent(
            Intents intents,
            Recipients recipients,
            Templates templates,
            Inbox inbox,
            DeliveryQueue deliveries,
            Clock clock) {
        this.intents = intents;
        this.recipients = recipients;
        this.templates = templates;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** @return false while the recipient is unknown: the intent stays open */
    boolean address(Intent intent) {
        var recipient = recipients.find(intent.notice().userId());
        recipient.ifPresent(known -> address(intent, known));
        return recipient.isPresent();
    }

    private void address(Intent intent, Recipient recipient) {
        var notice = intent.notice();
        var message = templates.render(
                notice.template(), Language.of(recipient.language()), recipient.name(), intent.at(), notice.facts());
        inbox.add(entry(intent, message));
        deliveries.add(delivery(intent, recipient, message));
        intents.close(intent, clock.instant());
    }

    private InboxEntry entry(Intent intent, Message message) {
        return InboxEntry.unread(
                intent.id(),
                intent.notice().userId(),
                intent.notice().template().type(),
                message.language().tag(),
                message.subject(),
                message.summary(),
                clock.instant());
    }

    private static Delivery delivery(Intent intent, Recipient recipient, Message message) {
        return new Delivery(
                Delivery.idOf(intent.id(), CHANNEL),
                CHANNEL,
                recipient.userId(),
                intent.notice().template().type(),
                intent.eventId(),
                recipient.email(),
                message,
                intent.traceparent());
    }
}
