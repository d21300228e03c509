package io.aman.notification.intent;

import io.aman.notification.preference.Medium;
import io.aman.notification.preference.Preferences;
import io.aman.notification.preference.UnsubscribeLinks;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.template.Addressee;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import org.springframework.stereotype.Component;

/** Who is told, as they have asked to be. */
@Component
class Addressees {

    private final UnsubscribeLinks unsubscribe;

    Addressees(UnsubscribeLinks unsubscribe) {
        this.unsubscribe = unsubscribe;
    }

    Addressee of(Recipient recipient, Preferences preferred, Category category) {
        return new Addressee(
                preferred.languageOr(Language.of(recipient.language())),
                recipient.name(),
                preferred.zoneOrUtc(),
                unsubscribe.link(recipient.userId(), category, Medium.EMAIL).orElse(null));
    }
}
