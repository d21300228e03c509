package io.aman.notification.intent;

import io.aman.events.AccountEvent;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.inbox.Inbox;
import io.aman.notification.inbox.InboxEntry;
import io.aman.notification.intent.Notice.Reach;
import io.aman.notification.preference.Medium;
import io.aman.notification.preference.Preferences;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.Addresses;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.template.Addressee;
import io.aman.notification.template.Brief;
import io.aman.notification.template.Message;
import io.aman.notification.template.Templates;
import io.aman.notification.template.Writer;
import io.aman.platform.security.Sealed;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells of intents by their media: an inbox entry, or a delivery to each address. Their ids follow from the intent's, so that
 * it makes each once however often it is done.
 */
@Component
class SendIntent {

    /**
     * An intent in the words of its recipient.
     *
     * @param secrets open, for this message alone
     * @param writer of one version of the texts, for all that is said of it
     */
    record Letter(
            Intent intent,
            Recipient recipient,
            Addressee to,
            Map<String, String> secrets,
            Writer writer,
            Message message) {

        /** Without what is secret. */
        @Override
        public String toString() {
            return "Letter[" + intent.id() + "]";
        }
    }

    /** Media that tell in few words, at addresses that people have added. */
    private static final Set<Medium> BRIEF = EnumSet.of(Medium.SMS, Medium.WHATSAPP, Medium.PUSH);

    private final Addressees addressees;
    private final Templates templates;
    private final Sealed sealed;
    private final Inbox inbox;
    private final DeliveryQueue deliveries;
    private final Addresses addresses;
    private final Clock clock;

    SendIntent(
            Addressees addressees,
            Templates templates,
            Sealed sealed,
            Inbox inbox,
            DeliveryQueue deliveries,
            Addresses addresses,
            Clock clock) {
        this.addressees = addressees;
        this.templates = templates;
        this.sealed = sealed;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.addresses = addresses;
        this.clock = clock;
    }

    Letter write(Intent intent, Recipient recipient, Preferences preferred) {
        var secrets = intent.notice().secrets();
        Map<String, String> open = secrets == null ? Map.of() : sealed.open(secrets.text(), secrets.context());
        var template = intent.notice().template();
        var writer = writer(intent);
        var to = addressees.of(recipient, preferred, template.category());
        return new Letter(intent, recipient, to, open, writer, message(writer, intent, to, open));
    }

    /** By the texts that held when it was promised, so that whoever takes it up after a crash says the same. */
    Writer writer(Intent intent) {
        var template = intent.notice().template();
        var version = intent.version();
        return version == null ? templates.writer(template) : templates.writer(template, version);
    }

    /** @param known those of their recipients who can be told */
    Parcel parcel(List<Planned> all, Set<String> known) {
        var media = all.stream()
                .flatMap(one -> one.routes().entrySet().stream())
                .filter(route -> route.getValue().digestId() == null)
                .map(Map.Entry::getKey)
                .filter(BRIEF::contains)
                .collect(Collectors.toSet());
        var found = new EnumMap<Medium, Map<String, List<Address>>>(Medium.class);
        media.forEach(medium -> found.put(medium, addresses.of(known, medium.key())));
        return new Parcel(inbox, deliveries, found);
    }

    void pack(Letter letter, Medium medium, Parcel parcel) {
        switch (medium) {
            case INBOX -> parcel.add(entry(letter));
            case EMAIL -> mail(letter, parcel);
            case SMS -> sms(letter, parcel);
            case WHATSAPP -> brief(letter, medium, Brief.WHATSAPP, parcel);
            case PUSH -> brief(letter, medium, Brief.PUSH, parcel);
        }
    }

    private static void mail(Letter letter, Parcel parcel) {
        var recipient = letter.recipient();
        switch (letter.intent().notice().reach()) {
            case EMAIL -> add(letter, Medium.EMAIL, primary(letter), letter.message(), parcel);
            case EVERY_EMAIL -> {
                add(letter, Medium.EMAIL, recipient.email(), letter.message(), parcel);
                warnFormer(letter, parcel);
            }
            case SMS -> {
                // a code goes to the number that asked for it
            }
        }
    }

    /** A code may be for an address that is not the account's yet. */
    private static EmailAddress primary(Letter letter) {
        var other = letter.secrets().get(AccountEvent.TO);
        return other == null ? letter.recipient().email() : new EmailAddress(other);
    }

    /** Whoever reads an address that was given up may say that it was not them, and open nothing. */
    private static void warnFormer(Letter letter, Parcel parcel) {
        var recipient = letter.recipient();
        if (recipient.formerEmails().isEmpty()) {
            return;
        }
        var harmless = new HashMap<>(letter.secrets());
        harmless.keySet().retainAll(Set.of(AccountEvent.NOT_ME));
        var message = message(letter.writer(), letter.intent(), letter.to(), harmless);
        recipient.formerEmails().forEach(former -> add(letter, Medium.EMAIL, former, message, parcel));
    }

    private static void sms(Letter letter, Parcel parcel) {
        var notice = letter.intent().notice();
        if (notice.reach() != Reach.SMS) {
            brief(letter, Medium.SMS, Brief.SMS, parcel);
            return;
        }
        var number = letter.secrets().get(AccountEvent.TO);
        if (number == null) {
            throw new IllegalStateException(
                    "the seal of %s has no number".formatted(letter.intent().eventId()));
        }
        var message = letter.writer().renderShort(letter.to(), letter.intent().at(), notice.facts(), letter.secrets());
        add(letter, Medium.SMS, new PhoneNumber(number), message, parcel);
    }

    /** What holds no secret. */
    private static void brief(Letter letter, Medium medium, Brief way, Parcel parcel) {
        var addresses = parcel.addresses(medium, letter.recipient().userId());
        if (!addresses.isEmpty()) {
            var brief = letter.message().brief(way);
            addresses.forEach(address -> add(letter, medium, address, brief, parcel));
        }
    }

    private static void add(Letter letter, Medium medium, Address to, Message message, Parcel parcel) {
        var intent = letter.intent();
        parcel.add(Outgoing.of(intent, letter.recipient(), medium, to, message), intent.at());
    }

    private static Message message(Writer writer, Intent intent, Addressee to, Map<String, String> secrets) {
        return writer.render(to, intent.at(), intent.notice().facts(), secrets);
    }

    private InboxEntry entry(Letter letter) {
        var message = letter.message();
        return InboxEntry.unread(
                letter.intent().id(),
                letter.recipient().userId(),
                letter.intent().notice().template().type(),
                message.language().tag(),
                message.subject(),
                message.summary(),
                clock.instant());
    }
}
