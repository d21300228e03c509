package io.aman.notification.delivery;

import io.aman.notification.recipient.Address;
import io.aman.notification.suppression.AddressIds;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.notification.template.Template;
import io.aman.platform.security.Sealed;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries as documents: address and text lie sealed for as long as they wait, since they may hold a code or a link
 * that opens an account.
 */
final class MongoBodies {

    /** All that is forgotten once a message is sent. */
    static final List<String> FIELDS = List.of("sealed", "to", "subject", "summary", "text", "html");

    /** Where it went, by a name that tells nothing, and enough of it to be recognised by. */
    static final String ADDRESS = "address";

    static final String HINT = "hint";

    private final Sealed sealed;
    private final AddressIds addresses;

    MongoBodies(Sealed sealed, AddressIds addresses) {
        this.sealed = sealed;
        this.addresses = addresses;
    }

    Document document(Delivery delivery) {
        var message = delivery.message();
        var body = Map.of(
                "to", delivery.to().value(),
                "text", message.text(),
                "html", message.html());
        return new Document("_id", delivery.id())
                .append("channel", delivery.channel())
                .append("userId", delivery.userId())
                .append("type", delivery.type())
                .append("category", delivery.category().key())
                .append("eventId", delivery.eventId())
                .append("traceparent", delivery.traceparent())
                .append("until", date(delivery.until()))
                .append("notBefore", date(delivery.notBefore()))
                .append(ADDRESS, addresses.of(delivery.to()))
                .append(HINT, delivery.to().toString())
                .append("language", message.language().tag())
                .append("subject", message.subject())
                .append("summary", message.summary())
                .append("templateVersion", message.version())
                .append("sealed", sealed.seal(body, context(delivery.id())));
    }

    /** @throws Sealed.NotOpened when it was sealed under a key that is not there any more */
    Delivery delivery(Document document) {
        var id = document.getString("_id");
        var body = body(document, id);
        return new Delivery(
                id,
                document.getString("channel"),
                document.getString("userId"),
                document.getString("type"),
                category(document),
                document.getString("eventId"),
                Address.of(Objects.requireNonNull(body.get("to"))),
                new Message(
                        Language.of(document.getString("language")),
                        document.getString("subject"),
                        document.getString("summary"),
                        Objects.requireNonNull(body.get("text")),
                        Objects.requireNonNull(body.get("html")),
                        Map.of(),
                        document.getInteger("templateVersion", 0)),
                document.getString("traceparent"),
                instant(document.getDate("until")),
                instant(document.getDate("notBefore")),
                document.getString("cancelKey"));
    }

    /** Those that were waiting when categories began to be kept have that of their template. */
    private static Category category(Document document) {
        var key = document.getString("category");
        return key == null ? Template.of(document.getString("type")).category() : Category.of(key);
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    /** Those that were waiting when texts began to be sealed lie open. */
    private Map<String, String> body(Document document, String id) {
        var text = document.getString("sealed");
        return text != null
                ? sealed.open(text, context(id))
                : Map.of(
                        "to", document.getString("to"),
                        "text", document.getString("text"),
                        "html", document.getString("html"));
    }

    private static String context(String id) {
        return "delivery/" + id;
    }
}
