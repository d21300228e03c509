package io.aman.payment.provider.knet;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.events.Money;
import io.aman.payment.provider.knet.KnetAttempt.Answered;
import io.aman.payment.provider.knet.KnetAttempt.Refund;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;

/** Attempts in MongoDB, one document each, by track id. */
class MongoKnetAttempts {

    static final String COLLECTION = "knetAttempts";
    static final String ORDERS = "knetOrders";

    /** Of callbacks and of inquiries: more is noise, and a document must not grow for ever. */
    private static final int KEPT = 50;

    private static final String REF = "ref";
    private static final String PAYMENT_ID = "paymentId";
    private static final String CREATED_AT = "createdAt";
    private static final String CAPTURED_AT = "capturedAt";
    private static final String CLOSED_AT = "closedAt";
    /** Only on captures that are still watched, so that the index holds nothing else. */
    private static final String LOOK_AT = "lookAt";

    private static final String LOOKS = "looks";
    private static final String AMOUNT = "amountMinor";
    private static final String CURRENCY = "currency";
    private static final String REFUNDS = "refunds";

    private final MongoOperations mongo;

    MongoKnetAttempts(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(REF, Sort.Direction.ASC).on(CREATED_AT, Sort.Direction.DESC));
        indexes.createIndex(new Index(LOOK_AT, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(PAYMENT_ID, Sort.Direction.ASC).on(CREATED_AT, Sort.Direction.DESC));
    }

    /** Keeps what is to be paid; a second time changes nothing. */
    void prepare(KnetOrder order) {
        try {
            mongo.insert(
                    new Document("_id", order.ref())
                            .append(PAYMENT_ID, order.paymentId())
                            .append(AMOUNT, order.amount().amountMinor())
                            .append(CURRENCY, order.amount().currency()),
                    ORDERS);
        } catch (DuplicateKeyException _) {
            // the same create again
        }
    }

    Optional<KnetOrder> order(String ref) {
        return Optional.ofNullable(mongo.findById(ref, Document.class, ORDERS))
                .map(document -> new KnetOrder(
                        ref,
                        document.getString(PAYMENT_ID),
                        new Money(document.getLong(AMOUNT), document.getString(CURRENCY))));
    }

    /** Adds an attempt, or leaves the one with its track id as it is; returns what is stored. */
    KnetAttempt open(KnetAttempt attempt) {
        try {
            mongo.insert(
                    new Document("_id", attempt.trackId())
                            .append(PAYMENT_ID, attempt.paymentId())
                            .append(REF, attempt.ref())
                            .append(AMOUNT, attempt.amount().amountMinor())
                            .append(CURRENCY, attempt.amount().currency())
                            .append("returnUrl", attempt.returnUrl().toString())
                            .append(CREATED_AT, Date.from(attempt.createdAt())),
                    COLLECTION);
            return attempt;
        } catch (DuplicateKeyException e) {
            return find(attempt.trackId()).orElseThrow(() -> e);
        }
    }

    Optional<KnetAttempt> find(String trackId) {
        return Optional.ofNullable(mongo.findById(trackId, Document.class, COLLECTION))
                .map(MongoKnetAttempts::attempt);
    }

    /** Newest first. */
    List<KnetAttempt> ofRef(String ref) {
        return newestFirst(REF, ref);
    }

    /** Newest first. */
    List<KnetAttempt> ofPayment(String paymentId) {
        return newestFirst(PAYMENT_ID, paymentId);
    }

    private List<KnetAttempt> newestFirst(String field, String value) {
        var found = query(where(field).is(value)).with(Sort.by(Sort.Direction.DESC, CREATED_AT));
        return mongo.find(found, Document.class, COLLECTION).stream()
                .map(MongoKnetAttempts::attempt)
                .toList();
    }

    /** Keeps what KNET told us; the same message once more is kept once. */
    void heard(String trackId, String digest, KnetAttempt.Callback callback) {
        var document = new Document("digest", digest)
                .append("at", Date.from(callback.at()))
                .append("encrypted", callback.encrypted())
                .append("plain", new Document(new LinkedHashMap<>(callback.plain())));
        mongo.updateFirst(
                query(where("_id").is(trackId).and("callbacks.digest").ne(digest)),
                new Update().push("callbacks").slice(-KEPT).each(document),
                COLLECTION);
    }

    void answered(String trackId, Answered answer) {
        mongo.updateFirst(
                query(where("_id").is(trackId)),
                new Update().push("inquiries").slice(-KEPT).each(document(answer)),
                COLLECTION);
    }

    /** @param lookAt when to ask again whether it stayed so; null for never */
    void captured(String trackId, Instant at, @Nullable Instant lookAt) {
        var update = new Update().set(CAPTURED_AT, Date.from(at));
        mongo.updateFirst(
                query(where("_id").is(trackId).and(CAPTURED_AT).exists(false)),
                lookAt == null ? update : update.set(LOOK_AT, Date.from(lookAt)).set(LOOKS, 0),
                COLLECTION);
    }

    /** A captured attempt that is due for a look; {@code looks} counts those before. */
    record Watched(KnetAttempt attempt, int looks) {}

    /** Those that are due the longest first. */
    List<Watched> dueForLook(Instant now, int limit) {
        var due =
                query(where(LOOK_AT).lte(Date.from(now))).with(Sort.by(LOOK_AT)).limit(limit);
        return mongo.find(due, Document.class, COLLECTION).stream()
                .map(document -> new Watched(attempt(document), document.getInteger(LOOKS)))
                .toList();
    }

    /** The look was announced; the next of {@code after} the capture is due then, or none. */
    void looked(Watched watched, List<Duration> after) {
        var attempt = watched.attempt();
        var capturedAt = Objects.requireNonNull(attempt.capturedAt(), CAPTURED_AT);
        var next = watched.looks() + 1;
        var update = new Update().set(LOOKS, next);
        mongo.updateFirst(
                query(where("_id").is(attempt.trackId()).and(LOOKS).is(watched.looks())),
                next < after.size()
                        ? update.set(LOOK_AT, Date.from(capturedAt.plus(after.get(next))))
                        : update.unset(LOOK_AT),
                COLLECTION);
    }

    void closed(String trackId, Instant at) {
        mongo.updateFirst(
                query(where("_id").is(trackId).and(CLOSED_AT).exists(false)),
                new Update().set(CLOSED_AT, Date.from(at)),
                COLLECTION);
    }

    /** @return false when a refund with this key was begun before: it must not be sent again */
    boolean beginRefund(String trackId, String key, Money amount, Instant at) {
        var refund =
                new Document("key", key).append(AMOUNT, amount.amountMinor()).append("sentAt", Date.from(at));
        return mongo.updateFirst(
                                query(where("_id")
                                        .is(trackId)
                                        .and("refunds.key")
                                        .ne(key)),
                                new Update().push(REFUNDS, refund),
                                COLLECTION)
                        .getModifiedCount()
                == 1;
    }

    void refundAnswered(String trackId, String key, Answered reply) {
        mongo.updateFirst(
                query(where("_id").is(trackId).and("refunds.key").is(key)),
                new Update().set("refunds.$.reply", document(reply)),
                COLLECTION);
    }

    /** The refund certainly never left us, so that it may be sent under its key after all. */
    void refundNeverSent(String trackId, String key) {
        mongo.updateFirst(
                query(where("_id").is(trackId)), new Update().pull(REFUNDS, new Document("key", key)), COLLECTION);
    }

    private static Document document(Answered answer) {
        return new Document("at", Date.from(answer.at()))
                .append("fields", new Document(new LinkedHashMap<>(answer.fields())));
    }

    private static KnetAttempt attempt(Document document) {
        var currency = document.getString(CURRENCY);
        return new KnetAttempt(
                document.getString("_id"),
                document.getString(PAYMENT_ID),
                document.getString(REF),
                new Money(document.getLong(AMOUNT), currency),
                URI.create(document.getString("returnUrl")),
                document.getDate(CREATED_AT).toInstant(),
                instant(document.getDate(CAPTURED_AT)),
                instant(document.getDate(CLOSED_AT)),
                list(document, "callbacks", MongoKnetAttempts::callback),
                list(document, "inquiries", MongoKnetAttempts::answered),
                list(document, REFUNDS, refund -> refund(refund, currency)));
    }

    private static <T> List<T> list(Document document, String field, Function<Document, T> read) {
        return document.getList(field, Document.class, List.of()).stream()
                .map(read)
                .toList();
    }

    private static KnetAttempt.Callback callback(Document document) {
        return new KnetAttempt.Callback(
                document.getDate("at").toInstant(),
                document.getString("encrypted"),
                fields(document.get("plain", Document.class)));
    }

    private static Answered answered(Document document) {
        return new Answered(document.getDate("at").toInstant(), fields(document.get("fields", Document.class)));
    }

    private static Refund refund(Document document, String currency) {
        var reply = document.get("reply", Document.class);
        return new Refund(
                document.getString("key"),
                new Money(document.getLong(AMOUNT), currency),
                document.getDate("sentAt").toInstant(),
                reply == null ? null : answered(reply));
    }

    private static Map<String, String> fields(Document document) {
        var fields = new LinkedHashMap<String, String>();
        document.forEach((name, value) -> fields.put(name, String.valueOf(value)));
        return fields;
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
