package io.aman.notification.intent;

import io.aman.events.AccessEvent;
import io.aman.events.AccountEvent;
import io.aman.events.ActivityEvent;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.InboxEvent;
import io.aman.events.InvoiceEvent;
import io.aman.events.LoginEvent;
import io.aman.events.PaymentEvent;
import io.aman.events.RevocationEvent;
import io.aman.events.SecurityEvent;
import io.aman.events.SessionEvent;
import io.aman.events.Topics;
import io.aman.events.UserEvent.Registered;
import io.aman.events.UserEvent.RegistrationRepeated;
import io.aman.events.WebhookEvent;
import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Feeds the address book, and tells owners what happens to their account. */
@Component
class AccountEventListener {

    private final Recipients recipients;
    private final TellUser tellUser;

    AccountEventListener(Recipients recipients, TellUser tellUser) {
        this.recipients = recipients;
        this.tellUser = tellUser;
    }

    @KafkaListener(topics = {Topics.SESSIONS, Topics.LOGINS})
    void on(EventEnvelope<? extends DomainEvent> event) {
        switch (event.data()) {
            case Registered registered -> remember(registered);
            case RegistrationRepeated repeated -> tellUser.tell(event, Notice.registrationRepeated(repeated));
            case LoginEvent.Failed failed ->
                Notice.failedSignIn(failed).ifPresent(notice -> tellUser.tell(event, notice));
            case SessionEvent.Ended ended -> Notice.end(ended).ifPresent(notice -> tellUser.tell(event, notice));
            case AccessEvent.UserImpersonated impersonated -> tellUser.tell(event, Notice.impersonation(impersonated));
            case AccountEvent changed -> {
                AccountNotices.obsolete(changed).ifPresent(tellUser::tellNoMore);
                tellUser.tell(event, AccountNotices.of(changed));
            }
            case SessionEvent _,
                    AccessEvent _,
                    LoginEvent _,
                    PaymentEvent _,
                    InvoiceEvent _,
                    ActivityEvent _,
                    RevocationEvent _,
                    SecurityEvent _,
                    WebhookEvent _,
                    InboxEvent _ -> {
                // nothing an owner is told of, or nothing that belongs on this topic
            }
        }
    }

    private void remember(Registered registered) {
        recipients.remember(new Recipient(
                registered.userId(), new EmailAddress(registered.email()), registered.name(), registered.language()));
        tellUser.tellAllWaitingFor(registered.userId());
    }
}
