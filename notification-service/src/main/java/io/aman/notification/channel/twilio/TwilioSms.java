package io.aman.notification.channel.twilio;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;

/** Short messages. Each costs money and none is recognised as the same. */
final class TwilioSms implements Provider {

    private static final int LONGEST_VALIDITY_SECONDS = 36_000;

    private final String name;
    private final String from;
    private final TwilioClient twilio;
    private final TwilioCallback callback;
    private final Clock clock;

    /** @param name tells accounts apart */
    TwilioSms(String name, String from, TwilioClient twilio, TwilioCallback callback, Clock clock) {
        this.name = name;
        this.from = from;
        this.twilio = twilio;
        this.callback = callback;
        this.clock = clock;
    }

    @Override
    public String channel() {
        return "sms";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome send(Delivery delivery, int attempt) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", delivery.to().value());
        fields.put(TwilioClient.senderField(from), from);
        fields.put("Body", delivery.message().text());
        fields.put("StatusCallback", callback.of(delivery, attempt, name));
        var until = delivery.until();
        if (until != null) { // after this the carriers need not deliver it any more
            var validity = Duration.between(clock.instant(), until).toSeconds();
            fields.put("ValidityPeriod", Long.toString(Math.clamp(validity, 1, LONGEST_VALIDITY_SECONDS)));
        }
        return twilio.send(fields);
    }
}
