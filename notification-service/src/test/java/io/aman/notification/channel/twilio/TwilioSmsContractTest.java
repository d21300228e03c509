package io.aman.notification.channel.twilio;

import io.aman.notification.channel.Numbers;
import io.aman.notification.channel.SandboxContract;
import io.aman.notification.channel.Stand;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.PhoneNumber;
import java.net.URI;
import java.time.Clock;
import java.util.List;

class TwilioSmsContractTest extends SandboxContract {

    TwilioSmsContractTest() {
        super("twilio");
    }

    @Override
    protected Provider provider() {
        return at(stand.url());
    }

    @Override
    protected Provider awayProvider() {
        return at(Stand.nowhere());
    }

    private Provider at(URI base) {
        var client = PlayedTwilio.client(stand, base, "sms");
        return new TwilioSms("twilio", "Aman", client, PlayedTwilio.CALLBACK, Clock.systemUTC());
    }

    @Override
    protected Address reachable() {
        return new PhoneNumber(Numbers.next());
    }

    @Override
    protected Address refused() {
        return new PhoneNumber(PlayedTwilio.REFUSED);
    }

    @Override
    protected List<String> taken(Address to) {
        return PlayedTwilio.taken(stand, to);
    }
}
