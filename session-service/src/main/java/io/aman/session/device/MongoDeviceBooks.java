package io.aman.session.device;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.ClientFacts;
import io.aman.events.DomainEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.ConditionalWrites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Trusted devices in the collection {@code trustedDevices}, one document a person; every change is one conditional update
 * that carries its events.
 */
final class MongoDeviceBooks implements DeviceBooks {

    static final String COLLECTION = "trustedDevices";

    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final String DEVICES = "devices";

    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    /** The result of a change that may be none. */
    private record Done<T>(T result) {}

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Clock clock;

    /** @param written told the id of each person whose outbox was filled */
    MongoDeviceBooks(MongoOperations mongo, Outbox outbox, Consumer<String> written, Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.clock = clock;
    }

    @Override
    public DeviceBook of(String userId) {
        return book(userId, mongo.findOne(byId(userId), Document.class, COLLECTION));
    }

    @Override
    public <T> T change(String userId, Rule<T> rule) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> tried(userId, rule))
                .orElseThrow(() -> new IllegalStateException("too many change the devices of %s".formatted(userId)))
                .result();
    }

    private <T> Optional<Done<T>> tried(String userId, Rule<T> rule) {
        var document = mongo.findOne(byId(userId), Document.class, COLLECTION);
        var before = book(userId, document);
        var change = rule.apply(before);
        if (change.after().equals(before) && change.told().isEmpty()) {
            return Optional.of(new Done<>(change.result()));
        }
        var events = change.told().stream().map(event -> told(userId, event)).toList();
        var written = document == null
                ? added(change.after(), events)
                : replaced(document.getLong(VERSION), change.after(), events);
        return written ? Optional.of(new Done<>(change.result())) : Optional.empty();
    }

    private boolean added(DeviceBook book, List<OutboxEvent> events) {
        try {
            mongo.insert(
                    new Document(ID, book.userId())
                            .append(VERSION, 0L)
                            .append(DEVICES, documents(book))
                            .append(Outbox.FIELD, outbox.entries(events)),
                    COLLECTION);
            wake(book, events);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private boolean replaced(long version, DeviceBook book, List<OutboxEvent> events) {
        var change = new Update().set(VERSION, version + 1).set(DEVICES, documents(book));
        outbox.append(change, events);
        var unchanged = byId(book.userId()).addCriteria(where(VERSION).is(version));
        var done = mongo.updateFirst(unchanged, change, COLLECTION).getMatchedCount() == 1;
        if (done) {
            wake(book, events);
        }
        return done;
    }

    private void wake(DeviceBook book, List<OutboxEvent> events) {
        if (!events.isEmpty()) {
            written.accept(book.userId());
        }
    }

    private OutboxEvent told(String userId, DomainEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, clock.instant(), event);
    }

    private static Query byId(String userId) {
        return Query.query(where(ID).is(userId));
    }

    private static List<Document> documents(DeviceBook book) {
        return book.devices().stream().map(MongoDeviceBooks::document).toList();
    }

    private static DeviceBook book(String userId, @Nullable Document document) {
        return document == null
                ? DeviceBook.empty(userId)
                : new DeviceBook(
                        userId,
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
