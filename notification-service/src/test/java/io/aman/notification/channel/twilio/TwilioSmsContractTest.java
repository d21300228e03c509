package io.aman.notification.channel.twilio;

import io.aman.notification.channel.ChannelContract;
import io.aman.notification.channel.Numbers;
import io.aman.notification.channel.Stand;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import tools.jackson.databind.JsonNode;

class TwilioSmsContractTest extends ChannelContract {

    private final Stand stand = new Stand("twilio");

    @AfterAll
    void close() {
        stand.close();
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
        var keys = stand.sandbox().twilio().keys();
        var account = new TwilioAccount(
                base, keys.accountSid(), Secret.of(keys.authToken()), Duration.ofMillis(500), Duration.ofMillis(500));
        var callback = new TwilioCallback(new PublicUrl(URI.create("https://aman.test")));
        return new TwilioSms(
                "twilio", "Aman", new TwilioClient("sms", account, Clock.systemUTC()), callback, Clock.systemUTC());
    }

    @Override
    protected Address reachable() {
        return new PhoneNumber(Numbers.next());
    }

    @Override
    protected Address refused() {
        return new PhoneNumber("+15005550009");
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
