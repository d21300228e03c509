package io.aman.notification.contact;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.DeliveryQueue;
import io.aman.notification.preference.PreferenceBook;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.Recipients;
import io.aman.notification.template.Addressee;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Language;
import io.aman.notification.template.Template;
import io.aman.notification.template.Templates;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.observability.Traces;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Sends a code to a number, and takes it back from the person: whoever tells it reads messages there. */
@Component
class ConfirmNumber {

    private static final String CODE = "code";
    private static final int CODES = 1_000_000;

    private final ContactBook book;
    private final Recipients recipients;
    private final PreferenceBook preferences;
    private final Templates templates;
    private final DeliveryQueue deliveries;
    private final ContactProperties properties;
    private final Traces traces;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ConfirmNumber(
            ContactBook book,
            Recipients recipients,
            PreferenceBook preferences,
            Templates templates,
            DeliveryQueue deliveries,
            ContactProperties properties,
            Traces traces,
            Clock clock) {
        this.book = book;
        this.recipients = recipients;
        this.preferences = preferences;
        this.templates = templates;
        this.deliveries = deliveries;
        this.properties = properties;
        this.traces = traces;
        this.clock = clock;
    }

    /** Adds the number and sends it a code; one that is confirmed is returned as it is, and sent none. */
    Contact ask(String userId, PhoneNumber number) {
        var code = Secret.of(String.format(Locale.ROOT, "%06d", random.nextInt(CODES)));
        var contact = book.change(userId, before -> before.ask(number, code, properties, clock.instant()))
                .find(number)
                .orElseThrow();
        var asked = contact.asked();
        if (asked != null) {
            deliveries.add(message(userId, contact, asked));
        }
        return contact;
    }

    /** Confirms the number; again, it changes nothing. */
    void confirm(String userId, String id, Secret told) {
        book.change(userId, before -> before.guess(id, properties, clock.instant()));
        book.change(userId, before -> before.confirm(id, told, clock.instant()));
    }

    private Delivery message(String userId, Contact contact, Contact.Asked asked) {
        var recipient = recipients.find(userId).orElseThrow(ContactError.OwnerUnknown::new);
        var preferred = preferences.of(userId);
        var language = preferred.languageOr(Language.of(recipient.language()));
        var message = templates.renderShort(
                Template.ONE_TIME_CODE,
                new Addressee(language, recipient.name(), preferred.zoneOrUtc(), null),
                clock.instant(),
                Facts.NONE,
                Map.of(CODE, asked.code().reveal()));
        var origin = Ids.random("adc_");
        return new Delivery(
                Delivery.idOf(origin, "sms"),
                "sms",
                userId,
                Template.ONE_TIME_CODE.type(),
                Template.ONE_TIME_CODE.category(),
                origin,
                contact.number(),
                message,
                traces.current(),
                asked.until(),
                null,
                null);
    }
}
