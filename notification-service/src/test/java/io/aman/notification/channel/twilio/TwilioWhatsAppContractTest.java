package io.aman.notification.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.channel.ChannelContract;
import io.aman.notification.channel.Numbers;
import io.aman.notification.channel.Stand;
import io.aman.notification.channel.whatsapp.ConversationWindows;
import io.aman.notification.channel.whatsapp.WhatsAppFixtures;
import io.aman.notification.channel.whatsapp.WhatsAppTemplates;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.notification.template.Message;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TwilioWhatsAppContractTest extends ChannelContract {

    private final Stand stand = new Stand("twilio");
    private final ConversationWindows windows = WhatsAppFixtures.windows();

    @AfterAll
    void close() {
        stand.close();
    }

    @Override
    protected Provider provider() {
        return at(stand.url(), WhatsAppFixtures.templates());
    }

    @Override
    protected Provider awayProvider() {
        return at(Stand.nowhere(), WhatsAppFixtures.templates());
    }

    private Provider at(URI base, WhatsAppTemplates templates) {
        var keys = stand.sandbox().twilio().keys();
        var account = new TwilioAccount(
                base, keys.accountSid(), Secret.of(keys.authToken()), Duration.ofMillis(500), Duration.ofMillis(500));
        var callback = new TwilioCallback(new PublicUrl(URI.create("https://aman.test")));
        return new TwilioWhatsApp(
                "+15005550006", new TwilioClient("whatsapp", account, Clock.systemUTC()), callback, templates, windows);
    }

    @Test
    void aTemplateIsNamedAndFilledInOneLine() {
        var to = reachable();

        provider().send(delivery(to), 1);

        assertThat(taken(to))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains(WhatsAppFixtures.CONTENT_SID, "شكرا السطر الثاني")
                        .contains("\"from\":\"whatsapp:+15005550006\""));
    }

    @Test
    void plainTextIsForThoseWhoWroteLately() {
        var to = WhatsAppNumber.of(new PhoneNumber(Numbers.next()));
        var plain = at(stand.url(), WhatsAppFixtures.noTemplates());

        assertThat(plain.send(delivery(to), 1)).isEqualTo(new Refused("whatsapp-no-template"));
        assertThat(taken(to)).isEmpty();
        windows.open(to);
        assertThat(plain.send(delivery(to), 2)).isInstanceOf(Sent.class);
        assertThat(taken(to)).hasSize(1);
    }

    @Override
    protected String visible(Message message) {
        return message.subject();
    }

    @Override
    protected Address reachable() {
        return WhatsAppNumber.of(new PhoneNumber(Numbers.next()));
    }

    @Override
    protected Address refused() {
        return WhatsAppNumber.of(new PhoneNumber("+15005550009"));
    }

    @Override
    protected List<String> taken(Address to) {
        return stand.sandbox().twilio().messages(to.value()).stream()
                .map(JsonNode::toString)
                .toList();
    }

    @Override
    protected void takeTheNextAndSayNothing() {
        stand.takeTheNextAndSayNothing();
    }

    @Override
    protected void refuseTheNextForNow() {
        stand.refuseTheNextForNow();
    }
}
