package io.aman.notification.channel.twilio;

import io.aman.notification.channel.whatsapp.WhatsAppContract;
import io.aman.notification.channel.whatsapp.WhatsAppFixtures;
import io.aman.notification.channel.whatsapp.WhatsAppTemplates;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.WhatsAppNumber;
import java.net.URI;
import java.util.List;

class TwilioWhatsAppContractTest extends WhatsAppContract {

    private static final String SENDER = "+15005550006";

    TwilioWhatsAppContractTest() {
        super("twilio");
    }

    @Override
    protected Provider at(URI base, WhatsAppTemplates templates) {
        var client = PlayedTwilio.client(stand, base, "whatsapp");
        return new TwilioWhatsApp(SENDER, client, PlayedTwilio.CALLBACK, templates, windows);
    }

    @Override
    protected String[] namesOfTheTemplate() {
        return new String[] {WhatsAppFixtures.CONTENT_SID, "\"from\":\"whatsapp:" + SENDER + "\""};
    }

    @Override
    protected Address refused() {
        return WhatsAppNumber.of(new PhoneNumber(PlayedTwilio.REFUSED));
    }

    @Override
    protected List<String> taken(Address to) {
        return PlayedTwilio.taken(stand, to);
    }
}
