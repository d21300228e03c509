package io.aman.notification.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.channel.Numbers;
import io.aman.notification.channel.SandboxContract;
import io.aman.notification.channel.Stand;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.notification.template.Message;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What either way to WhatsApp keeps: by an approved template, or in plain text to those who wrote lately. */
public abstract class WhatsAppContract extends SandboxContract {

    protected final ConversationWindows windows = WhatsAppFixtures.windows();

    protected WhatsAppContract(String provider) {
        super(provider);
    }

    protected abstract Provider at(URI base, WhatsAppTemplates templates);

    /** What a message by an approved template says of template and sender. */
    protected abstract String[] namesOfTheTemplate();

    @Override
    protected Provider provider() {
        return at(stand.url(), WhatsAppFixtures.templates());
    }

    @Override
    protected Provider awayProvider() {
        return at(Stand.nowhere(), WhatsAppFixtures.templates());
    }

    @Override
    protected Address reachable() {
        return number();
    }

    private static WhatsAppNumber number() {
        return WhatsAppNumber.of(new PhoneNumber(Numbers.next()));
    }

    @Override
    protected String visible(Message message) {
        return message.subject();
    }

    @Test
    void aTemplateIsNamedAndFilledInOneLine() {
        var to = reachable();

        provider().send(delivery(to), 1);

        assertThat(taken(to))
                .singleElement()
                .satisfies(message ->
                        assertThat(message).contains("شكرا السطر الثاني").contains(namesOfTheTemplate()));
    }

    @Test
    void plainTextIsForThoseWhoWroteLately() {
        var to = number();
        var plain = at(stand.url(), WhatsAppFixtures.noTemplates());

        assertThat(plain.send(delivery(to), 1)).isEqualTo(new Refused("whatsapp-no-template"));
        assertThat(taken(to)).isEmpty();
        windows.open(to);
        assertThat(plain.send(delivery(to), 2)).isInstanceOf(Sent.class);
        assertThat(taken(to)).singleElement().asString().contains("السطر الثاني");
    }
}
