package io.aman.notification.channel.whatsapp;

import io.aman.notification.delivery.DeliveryState;
import io.aman.notification.delivery.DeliveryStatus;
import io.aman.notification.recipient.WhatsAppNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Meta's webhooks as it posts them: many statuses and messages in one.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples">Payload examples</a>
 */
final class MetaWire {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CORRELATION = Pattern.compile("(dlv_[0-9a-f]{32})/([0-9]{1,6})");
    private static final Pattern REFERENCE = Pattern.compile("[\\x21-\\x7e]{1,256}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{6,14}");

    private MetaWire() {}

    /** What Meta hands back with every status of a message. */
    static String correlation(String deliveryId, int attempt) {
        return deliveryId + "/" + attempt;
    }

    /** @return empty when it is no JSON object */
    static Optional<JsonNode> read(byte[] body) {
        try {
            var json = JSON.readTree(body);
            return json.isObject() ? Optional.of(json) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** Those of messages through this number. */
    static List<DeliveryStatus> statuses(JsonNode webhook, String phoneNumberId, Instant now) {
        return values(webhook, phoneNumberId)
                .flatMap(value -> value.path("statuses").valueStream())
                .flatMap(status -> status(status, now).stream())
                .toList();
    }

    /** Who wrote to this number. */
    static List<WhatsAppNumber> writers(JsonNode webhook, String phoneNumberId) {
        return values(webhook, phoneNumberId)
                .flatMap(value -> value.path("messages").valueStream())
                .map(message -> message.path("from").asString(""))
                .filter(from -> NUMBER.matcher(from).matches())
                .map(from -> new WhatsAppNumber(WhatsAppNumber.SCHEME + "+" + from))
                .distinct()
                .toList();
    }

    private static Stream<JsonNode> values(JsonNode webhook, String phoneNumberId) {
        return webhook.path("entry")
                .valueStream()
                .flatMap(entry -> entry.path("changes").valueStream())
                .filter(change -> "messages".equals(change.path("field").asString("")))
                .map(change -> change.path("value"))
                .filter(value -> phoneNumberId.equals(
                        value.path("metadata").path("phone_number_id").asString("")));
    }

    private static Optional<DeliveryStatus> status(JsonNode status, Instant now) {
        var reference = status.path("id").asString("");
        var state = state(status.path("status").asString(""));
        if (state == null || !REFERENCE.matcher(reference).matches()) {
            return Optional.empty();
        }
        var told = CORRELATION.matcher(status.path("biz_opaque_callback_data").asString(""));
        var known = told.matches();
        var code = status.path("errors").path(0).path("code").asInt(0);
        return Optional.of(new DeliveryStatus(
                MetaProvider.NAME,
                known ? told.group(1) : null,
                known ? attempt(told) : 0,
                reference,
                state,
                code == 0 ? null : MetaAnswer.reason(code),
                MetaAnswer.isUnreachable(code),
                at(status.path("timestamp").asString(""), now)));
    }

    private static int attempt(Matcher told) {
        return Integer.parseInt(told.group(2));
    }

    private static @Nullable DeliveryState state(String status) {
        return switch (status) {
            case "sent" -> DeliveryState.SENT;
            case "delivered" -> DeliveryState.DELIVERED;
            case "read" -> DeliveryState.READ;
            case "failed" -> DeliveryState.FAILED;
            default -> null;
        };
    }

    private static Instant at(String seconds, Instant now) {
        return SECONDS.matcher(seconds).matches() ? Instant.ofEpochSecond(Long.parseLong(seconds)) : now;
    }
}
