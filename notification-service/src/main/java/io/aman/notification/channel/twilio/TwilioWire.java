package io.aman.notification.channel.twilio;

import io.aman.notification.delivery.DeliveryState;
import io.aman.notification.delivery.DeliveryStatus;
import io.aman.notification.recipient.WhatsAppNumber;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's webhooks as it posts them.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks">Status callbacks</a>
 */
final class TwilioWire {

    private static final Pattern SID = Pattern.compile("(SM|MM)[0-9a-f]{32}");
    private static final Pattern DELIVERY = Pattern.compile("dlv_[0-9a-f]{32}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private TwilioWire() {}

    /**
     * Fields by name, in order, each with its values in order.
     *
     * @throws IllegalArgumentException on a broken percent-encoding
     */
    static SortedMap<String, SortedSet<String>> form(String text) {
        var form = new TreeMap<String, SortedSet<String>>();
        for (var pair : text.split("&")) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                form.computeIfAbsent(name, _ -> new TreeSet<>()).add(value);
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Empty for what tells of no message that we sent. */
    static Optional<DeliveryStatus> status(
            SortedMap<String, SortedSet<String>> query, SortedMap<String, SortedSet<String>> form, Instant now) {
        var sid = first(form, "MessageSid");
        var state = state(first(form, "MessageStatus"));
        if (state == null || !SID.matcher(sid).matches()) {
            return Optional.empty();
        }
        var channel = first(form, "To").startsWith(WhatsAppNumber.SCHEME) ? "whatsapp" : "sms";
        var code = number(first(form, "ErrorCode"));
        var delivery = first(query, TwilioCallback.DELIVERY);
        var provider = first(query, TwilioCallback.PROVIDER);
        return Optional.of(new DeliveryStatus(
                NAME.matcher(provider).matches() ? provider : "twilio",
                DELIVERY.matcher(delivery).matches() ? delivery : null,
                number(first(query, TwilioCallback.ATTEMPT)),
                sid,
                state,
                code == 0 ? null : TwilioAnswer.reason(channel, code),
                TwilioAnswer.isUnreachable(code),
                now));
    }

    /** Who wrote to us by WhatsApp; empty for anything else. */
    static Optional<WhatsAppNumber> writer(SortedMap<String, SortedSet<String>> form) {
        var from = first(form, "From");
        if (!"received".equals(first(form, "SmsStatus")) || !from.startsWith(WhatsAppNumber.SCHEME)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WhatsAppNumber(from));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static @Nullable DeliveryState state(String status) {
        return switch (status) {
            case "accepted", "scheduled", "queued", "sending", "sent" -> DeliveryState.SENT;
            case "delivered" -> DeliveryState.DELIVERED;
            case "read" -> DeliveryState.READ;
            case "undelivered" -> DeliveryState.UNDELIVERED;
            case "failed", "canceled" -> DeliveryState.FAILED;
            default -> null;
        };
    }

    private static String first(SortedMap<String, SortedSet<String>> form, String name) {
        var values = form.get(name);
        return values == null ? "" : values.first();
    }

    private static int number(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }
}
