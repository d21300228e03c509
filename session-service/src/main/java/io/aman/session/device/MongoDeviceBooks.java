package io.aman.session.device;

import io.aman.events.ClientFacts;
import io.aman.events.DomainEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.Change.Rule;
import io.aman.platform.write.VersionedDocuments;
import io.aman.platform.write.VersionedDocuments.Form;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Trusted devices in the collection {@code trustedDevices}, one document a person; every change is one conditional update
 * that carries its events.
 */
final class MongoDeviceBooks implements DeviceBooks {

    static final String COLLECTION = "trustedDevices";

    private static final String DEVICES = "devices";

    private static final Form<DeviceBook> FORM =
            new Form<>(DeviceBook::empty, MongoDeviceBooks::book, MongoDeviceBooks::fields);

    private final VersionedDocuments<DeviceBook> documents;
    private final Clock clock;

    /** @param written told the id of each person whose outbox was filled */
    MongoDeviceBooks(MongoOperations mongo, Outbox outbox, Consumer<String> written, Clock clock) {
        this.documents = new VersionedDocuments<>(mongo, COLLECTION, outbox, written, FORM);
        this.clock = clock;
    }

    @Override
    public DeviceBook of(String userId) {
        return documents.of(userId);
    }

    @Override
    public <T> T change(String userId, Rule<DeviceBook, DomainEvent, T> rule) {
        return documents.change(userId, before -> rule.apply(before).telling(event -> told(userId, event)));
    }

    private OutboxEvent told(String userId, DomainEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, clock.instant(), event);
    }

    private static Document fields(DeviceBook book) {
        return new Document(
                DEVICES, book.devices().stream().map(MongoDeviceBooks::document).toList());
    }

    private static DeviceBook book(Document document) {
        return new DeviceBook(
                document.getString("_id"),
                document.getList(DEVICES, Document.class).stream()
                        .map(MongoDeviceBooks::device)
                        .toList());
    }

    private static Document document(TrustedDevice device) {
        return new Document("id", device.id())
                .append("device", device.client().device())
                .append("browser", device.client().browser())
                .append("os", device.client().os())
                .append("country", device.client().country())
                .append("city", device.client().city())
                .append("counter", device.counter())
                .append("rotatedAt", device.rotatedAt())
                .append("trustedAt", device.trustedAt())
                .append("usedAt", device.usedAt())
                .append("expiresAt", device.expiresAt())
                .append("address", device.address());
    }

    private static TrustedDevice device(Document document) {
        return new TrustedDevice(
                document.getString("id"),
                new ClientFacts(
                        document.getString("device"),
                        document.getString("browser"),
                        document.getString("os"),
                        document.getString("country"),
                        document.getString("city")),
                document.getLong("counter"),
                document.get("rotatedAt") instanceof Date date ? date.toInstant() : null,
                instant(document, "trustedAt"),
                instant(document, "usedAt"),
                instant(document, "expiresAt"),
                document.getString("address"));
    }

    private static Instant instant(Document document, String name) {
        return document.getDate(name).toInstant();
    }
}
