package io.aman.notification.channel.twilio;

import io.aman.notification.channel.Stand;
import io.aman.notification.recipient.Address;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Twilio as the sandbox plays it. */
final class PlayedTwilio {

    /** It is no mobile number, says Twilio. */
    static final String REFUSED = "+15005550009";

    static final TwilioCallback CALLBACK = new TwilioCallback(new PublicUrl(URI.create("https://aman.test")));

    private static final Duration BRIEF = Duration.ofMillis(500);

    private PlayedTwilio() {}

    /** @param base where it is called, which may be where nobody listens */
    static TwilioClient client(Stand stand, URI base, String channel) {
        var keys = stand.sandbox().twilio().keys();
        var account = new TwilioAccount(base, keys.accountSid(), Secret.of(keys.authToken()), BRIEF, BRIEF);
        return new TwilioClient(channel, account, Clock.systemUTC());
    }

    static List<String> taken(Stand stand, Address to) {
        return stand.sandbox().twilio().messages(to.value()).stream()
                .map(JsonNode::toString)
                .toList();
    }
}
