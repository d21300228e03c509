package io.aman.notification.intent;

import io.aman.events.AccountEvent;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.inbox.Inbox;
import io.aman.notification.inbox.InboxEntry;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.notification.template.Templates;
import io.aman.platform.security.Sealed;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Turns an open intent into an inbox entry and a delivery. Both have ids that follow from the intent's, and the intent
 * is closed last: done again after a crash, or by two at a time, it still makes one of each.
 */
@Component
class AddressIntent {

    private static final Logger log = LoggerFactory.getLogger(AddressIntent.class);
    private static final String EMAIL = "email";
    private static final String SMS = "sms";

    private final Intents intents;
    private final Recipients recipients;
    private final Templates templates;
    private final Sealed sealed;
    private final Inbox inbox;
    private final DeliveryQueue deliveries;
    private final Clock clock;

    AddressIntent(
            Intents intents,
            Recipients recipients,
            Templates templates,
            Sealed sealed,
            Inbox inbox,
            DeliveryQueue deliveries,
            Clock clock) {
        this.intents = intents;
        this.recipients = recipients;
        this.templates = templates;
        this.sealed = sealed;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** @return false while the recipient is unknown: the intent stays open */
    boolean address(Intent intent) {
        var until = intent.notice().until();
        if (until != null && !clock.instant().isBefore(until)) {
            intents.close(intent, clock.instant());
            log.warn("Intent {} came too late to be of use", intent.id());
            return true;
        }
        var recipient = recipients.find(intent.notice().userId());
        recipient.ifPresent(known -> address(intent, known));
        return recipient.isPresent();
    }

    private void address(Intent intent, Recipient recipient) {
        var secrets = opened(intent.notice());
        var message = message(intent, recipient, secrets);
        inbox.add(entry(intent, message));
        switch (intent.notice().reach()) {
            case EMAIL -> deliveries.add(mail(intent, recipient, primary(recipient, secrets), message));
            case EVERY_EMAIL -> {
                deliveries.add(mail(intent, recipient, recipient.email(), message));
                warnFormer(intent, recipient, secrets);
            }
            case SMS -> deliveries.add(sms(intent, recipient, secrets));
        }
        intents.close(intent, clock.instant());
    }

    /** Whoever reads an address that was given up may say that it was not them, and open nothing. */
    private void warnFormer(Intent intent, Recipient recipient, Map<String, String> secrets) {
        if (recipient.formerEmails().isEmpty()) {
            return;
        }
        var harmless = new HashMap<>(secrets);
        harmless.keySet().retainAll(Set.of(AccountEvent.NOT_ME));
        var message = message(intent, recipient, harmless);
        recipient.formerEmails().forEach(former -> deliveries.add(mail(intent, recipient, former, message)));
    }

    private Map<String, String> opened(Notice notice) {
        var secrets = notice.secrets();
        return secrets == null ? Map.of() : sealed.open(secrets.text(), secrets.context());
    }

    private Message message(Intent intent, Recipient recipient, Map<String, String> secrets) {
        var notice = intent.notice();
        return templates.render(
                notice.template(), language(recipient), recipient.name(), intent.at(), notice.facts(), secrets);
    }

    private static Language language(Recipient recipient) {
        return Language.of(recipient.language());
    }

    /** A code may be for an address that is not the account's yet. */
    private static EmailAddress primary(Recipient recipient, Map<String, String> secrets) {
        var other = secrets.get(AccountEvent.TO);
        return other == null ? recipient.email() : new EmailAddress(other);
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

    private Delivery sms(Intent intent, Recipient recipient, Map<String, String> secrets) {
        var notice = intent.notice();
        var number = secrets.get(AccountEvent.TO);
        if (number == null) {
            throw new IllegalStateException("the seal of %s has no number".formatted(intent.eventId()));
        }
        var message = templates.renderShort(
                notice.template(), language(recipient), recipient.name(), intent.at(), notice.facts(), secrets);
        return delivery(intent, recipient, Delivery.idOf(intent.id(), SMS), SMS, new PhoneNumber(number), message);
    }

    private static Delivery mail(Intent intent, Recipient recipient, EmailAddress to, Message message) {
        var id = to.equals(recipient.email())
                ? Delivery.idOf(intent.id(), EMAIL)
                : Delivery.idOf(intent.id(), EMAIL + "/" + to.value());
        return delivery(intent, recipient, id, EMAIL, to, message);
    }

    private static Delivery delivery(
            Intent intent, Recipient recipient, String id, String channel, Address to, Message message) {
        return new Delivery(
                id,
                channel,
                recipient.userId(),
                intent.notice().template().type(),
                intent.notice().template().category(),
                intent.eventId(),
                to,
                message,
                intent.traceparent(),
                intent.notice().until(),
                null,
                null);
    }
}
