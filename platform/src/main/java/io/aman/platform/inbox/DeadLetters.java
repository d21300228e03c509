package io.aman.platform.inbox;

import io.aman.events.EventCodec;
import io.aman.platform.event.AcknowledgedSender;
import io.aman.platform.event.EventRecords;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.kafka.support.KafkaHeaders;

/** The dead letters of one service, kept in its own database until somebody replays them. */
class DeadLetters {

    static final String COLLECTION = "deadLetters";
    private static final Set<String> ADDED = Set.of(EventFilter.REPLAY_FOR, ParkingReason.HEADER);
    private static final String PARKED_AT = "parkedAt";
    private static final int PAGE = 100;

    private final MongoOperations mongo;
    private final AcknowledgedSender sender;
    private final Clock clock;

    DeadLetters(MongoOperations mongo, AcknowledgedSender sender, Clock clock) {
        this.mongo = mongo;
        this.sender = sender;
        this.clock = clock;
    }

    void declareIndex() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PARKED_AT, Sort.Direction.DESC));
    }

    /**
     * Keeps a parked record; one that is kept already changes nothing.
     *
     * @return whether it was not kept before
     */
    boolean keep(ConsumerRecord<String, byte[]> parked) {
        var headers = EventRecords.headers(parked);
        var document = new Document("_id", "%s-%d-%d".formatted(parked.topic(), parked.partition(), parked.offset()))
                .append("topic", headers.get(KafkaHeaders.DLT_ORIGINAL_TOPIC))
                .append("key", parked.key())
                .append("type", headers.get(EventCodec.TYPE))
                .append("reason", Objects.requireNonNullElse(headers.get(ParkingReason.HEADER), "unknown"))
                .append("headers", original(parked))
                .append("data", new Binary(Objects.requireNonNullElse(parked.value(), new byte[0])))
                .append(PARKED_AT, Date.from(clock.instant()));
        try {
            mongo.insert(document, COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false; // read again after a crash
        }
    }

    /** The newest dead letters first, at most a hundred. */
    List<DeadLetter> list() {
        var newestFirst =
                new Query().with(Sort.by(Sort.Direction.DESC, PARKED_AT)).limit(PAGE);
        return mongo.find(newestFirst, Document.class, COLLECTION).stream()
                .map(DeadLetters::deadLetter)
                .toList();
    }

    /**
     * Sends a dead letter to its topic again, for this service alone; who has processed it already ignores it.
     *
     * @return empty when there is none of that id
     */
    Optional<DeadLetter> replay(String id, String group, String by) {
        var document = mongo.findById(id, Document.class, COLLECTION);
        if (document == null) {
            return Optional.empty();
        }
        send(document, group);
        var replayed =
                new Update().set("replayedAt", Date.from(clock.instant())).set("replayedBy", by);
        mongo.updateFirst(Query.query(Criteria.where("_id").is(id)), replayed, COLLECTION);
        return Optional.ofNullable(mongo.findById(id, Document.class, COLLECTION))
                .map(DeadLetters::deadLetter);
    }

    private void send(Document document, String group) {
        var message = new ProducerRecord<>(
                document.getString("topic"),
                document.getString("key"),
                document.get("data", Binary.class).getData());
        document.getList("headers", Document.class).forEach(header -> {
            var value = header.get("value", Binary.class);
            message.headers().add(header.getString("name"), value == null ? null : value.getData());
        });
        message.headers().add(EventFilter.REPLAY_FOR, group.getBytes(StandardCharsets.UTF_8));
        sender.send(message, "the replay of " + document.getString("_id"));
    }

    /** The headers the record came with, without those that parking or an earlier replay added. */
    private static List<Document> original(ConsumerRecord<?, ?> parked) {
        var kept = new ArrayList<Document>();
        parked.headers().forEach(header -> {
            if (!header.key().startsWith("kafka_") && !ADDED.contains(header.key())) {
                var value = header.value() == null ? null : new Binary(header.value());
                kept.add(new Document("name", header.key()).append("value", value));
            }
        });
        return kept;
    }

    private static DeadLetter deadLetter(Document document) {
        return new DeadLetter(
                document.getString("_id"),
                document.getString("topic"),
                document.getString("key"),
                document.getString("type"),
                document.getString("reason"),
                document.getDate(PARKED_AT).toInstant(),
                instant(document.getDate("replayedAt")),
                document.getString("replayedBy"));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
