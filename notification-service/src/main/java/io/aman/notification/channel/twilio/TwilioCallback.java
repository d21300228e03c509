package io.aman.notification.channel.twilio;

import io.aman.notification.delivery.Delivery;
import io.aman.platform.PublicUrl;

/** Where Twilio tells what became of a message; the query says of which one, and is signed with the rest. */
final class TwilioCallback {

    static final String PATH = "/api/notifications/webhook/twilio";
    static final String DELIVERY = "delivery";
    static final String ATTEMPT = "attempt";
    static final String PROVIDER = "provider";

    private final PublicUrl base;

    TwilioCallback(PublicUrl base) {
        this.base = base;
    }

    String of(Delivery delivery, int attempt, String provider) {
        return base.at(
                "%s?%s=%s&%s=%d&%s=%s".formatted(PATH, DELIVERY, delivery.id(), ATTEMPT, attempt, PROVIDER, provider));
    }
}
