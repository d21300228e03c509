package io.aman.notification.channel.push;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.template.Category;
import java.time.Duration;
import java.time.Instant;

/**
 * What a device shows. A second one with the same id takes the place of the first, so that what is sent twice is seen once.
 *
 * @param title one line, {@value #LONGEST_TITLE} characters at most
 * @param body empty where the title says it all; {@value #LONGEST_BODY} characters at most
 * @param language a BCP 47 tag
 * @param ttl how long it waits for a device that is off
 * @param urgent whether it wakes a device that saves power
 */
public record PushMessage(String id, String title, String body, String language, Duration ttl, boolean urgent) {

    static final int LONGEST_TITLE = 150;
    static final int LONGEST_BODY = 500;

    private static final String PREFIX = "dlv_";

    public static PushMessage of(Delivery delivery, PushProperties properties, Instant now) {
        var message = delivery.message();
        var hasTitle = !message.subject().isBlank();
        return new PushMessage(
                delivery.id(),
                cut(hasTitle ? message.subject() : message.text(), LONGEST_TITLE),
                hasTitle ? cut(message.text(), LONGEST_BODY) : "",
                message.language().tag(),
                ttl(delivery, properties, now),
                delivery.category() == Category.SECURITY);
    }

    private static Duration ttl(Delivery delivery, PushProperties properties, Instant now) {
        var until = delivery.until();
        if (until == null) {
            return properties.ttl();
        }
        var left = Duration.between(now, until);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(properties.ttl()) < 0 ? left : properties.ttl();
    }

    private static String cut(String text, int longest) {
        var whole = text.strip();
        if (whole.codePointCount(0, whole.length()) <= longest) {
            return whole;
        }
        return whole.substring(0, whole.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** The id in 32 characters of Base64url's alphabet, as a topic may have (RFC 8030, section 5.4). */
    public String topic() {
        return id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
    }

    /** Without the texts. */
    @Override
    public String toString() {
        return "PushMessage[" + id + "]";
    }
}
