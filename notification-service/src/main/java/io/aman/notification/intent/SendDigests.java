package io.aman.notification.intent;

import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.delivery.Queued;
import io.aman.notification.preference.Medium;
import io.aman.notification.preference.PreferenceBook;
import io.aman.notification.preference.Preferences;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.Addresses;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.notification.template.Addressee;
import io.aman.notification.template.DigestTexts;
import io.aman.notification.template.Message;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells digests whose window is over: close, so that what is told is all that will ever be in it; add the message, whose id
 * follows from the digest's; note that it is done. A crash in between is made good by the next sweep.
 */
@Component
class SendDigests {

    private static final Logger log = LoggerFactory.getLogger(SendDigests.class);
    private static final int BATCH = 100;

    private final Digests digests;
    private final Intents intents;
    private final PreferenceBook preferences;
    private final Recipients recipients;
    private final Addresses addresses;
    private final Addressees addressees;
    private final SendIntent sendIntent;
    private final DigestTexts texts;
    private final DeliveryQueue deliveries;
    private final IntentProperties properties;
    private final Clock clock;

    SendDigests(
            Digests digests,
            Intents intents,
            PreferenceBook preferences,
            Recipients recipients,
            Addresses addresses,
            Addressees addressees,
            SendIntent sendIntent,
            DigestTexts texts,
            DeliveryQueue deliveries,
            IntentProperties properties,
            Clock clock) {
        this.digests = digests;
        this.intents = intents;
        this.preferences = preferences;
        this.recipients = recipients;
        this.addresses = addresses;
        this.addressees = addressees;
        this.sendIntent = sendIntent;
        this.texts = texts;
        this.deliveries = deliveries;
        this.properties = properties;
        this.clock = clock;
    }

    void sweep() {
        digests.due(clock.instant(), BATCH).forEach(this::tryToSend);
    }

    private void tryToSend(Digest due) {
        try {
            send(due);
        } catch (RuntimeException e) {
            log.error("Digest {} could not be told, and waits", due.id(), e);
            postponeIfPossible(due);
        }
    }

    private void postponeIfPossible(Digest due) {
        try {
            digests.postpone(due, clock.instant().plus(properties.maxBackoff()));
        } catch (RuntimeException e) {
            log.warn("Digest {} could not be postponed: {}", due.id(), e.toString());
        }
    }

    private void send(Digest due) {
        var now = clock.instant();
        var preferred = preferences.of(due.userId());
        var quietUntil = preferred.unquiet(now);
        if (quietUntil.isAfter(now)) { // they have become quiet since it was planned
            digests.postpone(due, quietUntil);
            return;
        }
        digests.close(due.id(), now).ifPresent(closed -> {
            if (preferred.isOn(closed.category(), closed.medium())) {
                recipients.find(closed.userId()).ifPresent(recipient -> send(closed, recipient, preferred));
            }
            digests.done(closed, clock.instant());
        });
    }

    private void send(Digest digest, Recipient recipient, Preferences preferred) {
        var to = addressees.of(recipient, preferred, digest.category());
        var told = intents.all(digest.intentIds()).stream()
                .map(intent -> message(intent, to))
                .toList();
        if (told.isEmpty()) { // whoever chose it died before anything got in
            return;
        }
        var message = texts.render(digest.category(), to, told);
        var brief = digest.medium() == Medium.EMAIL ? message : message.brief();
        deliveries.add(addresses(recipient, digest.medium()).stream()
                .map(address -> new Queued(Outgoing.of(digest, recipient, address, brief), digest.dueAt()))
                .toList());
    }

    private Message message(Intent intent, Addressee to) {
        var notice = intent.notice();
        return sendIntent.writer(intent).render(to, intent.at(), notice.facts(), Map.of());
    }

    private List<Address> addresses(Recipient recipient, Medium medium) {
        return medium == Medium.EMAIL ? List.of(recipient.email()) : addresses.of(recipient.userId(), medium.key());
    }
}
