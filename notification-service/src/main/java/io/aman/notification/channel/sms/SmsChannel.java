package io.aman.notification.channel.sms;

import io.aman.notification.delivery.Channel;
import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;

/** Short messages. Each costs money and none is recognised as the same, so one is sent in doubt twice at most. */
final class SmsChannel implements Channel {

    private static final int SENDS_IN_DOUBT = 2;

    private final TwilioClient twilio;
    private final Clock clock;

    SmsChannel(TwilioClient twilio, Clock clock) {
        this.twilio = twilio;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sms";
    }

    @Override
    public int sendsInDoubt() {
        return SENDS_IN_DOUBT;
    }

    @Override
    public Outcome send(Delivery delivery) {
        var until = delivery.until();
        var validity = until == null ? null : Duration.between(clock.instant(), until);
        return twilio.send(delivery.to().value(), delivery.message().text(), validity);
    }
}
