package io.aman.notification.delivery;

import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * Deliveries that wait carry {@code nextAttemptAt} and {@code waitingSince}, settled ones do not: the sparse indexes
 * hold what waits, however many were sent. A claim moves {@code nextAttemptAt} to the end of its lease.
 */
@Repository
class MongoDeliveries implements Deliveries {

    static final String COLLECTION = "deliveries";

    private static final String NEXT_ATTEMPT = "nextAttemptAt";
    private static final String WAITING_SINCE = "waitingSince";
    private static final String FAILED_AT = "failedAt";
    private static final String ATTEMPT = "attempt";
    private static final String REASON = "reason";

    private final MongoOperations mongo;

    MongoDeliveries(MongoOperations mongo) {
        this.mongo = mongo;
        for (var field : List.of(NEXT_ATTEMPT, WAITING_SINCE, FAILED_AT)) {
            mongo.indexOps(COLLECTION).createIndex(new Index(field, Sort.Direction.ASC).sparse());
        }
    }

    @Override
    public void add(Delivery delivery, Instant now) {
        try {
            mongo.insert(document(delivery, now), COLLECTION);
        } catch (DuplicateKeyException _) {
            // asked for already; it may even be sent
        }
    }

    @Override
    public Optional<Claim> claim(Instant now, Duration lease) {
        var due = Query.query(Criteria.where(NEXT_ATTEMPT).lte(Date.from(now)))
                .with(Sort.by(Sort.Direction.ASC, NEXT_ATTEMPT));
        var leaseUntil = now.plus(lease);
        var claimed = new Update().inc(ATTEMPT, 1).set(NEXT_ATTEMPT, Date.from(leaseUntil));
        var options = FindAndModifyOptions.options().returnNew(true);
        return Optional.ofNullable(mongo.findAndModify(due, claimed, options, Document.class, COLLECTION))
                .map(document -> new Claim(delivery(document), document.getInteger(ATTEMPT), leaseUntil));
    }

    @Override
    public boolean sent(Claim claim, Instant now) {
        var sent = settled().set("sentAt", Date.from(now));
        List.of("to", "subject", "summary", "text", "html").forEach(sent::unset);
        return change(claim, sent);
    }

    @Override
    public boolean deferred(Claim claim, Instant next, String reason) {
        return change(claim, new Update().set(NEXT_ATTEMPT, Date.from(next)).set(REASON, reason));
    }

    @Override
    public boolean failed(Claim claim, Instant now, String reason) {
        return change(claim, settled().set(FAILED_AT, Date.from(now)).set(REASON, reason));
    }

    @Override
    public List<FailedDelivery> lastFailed(int limit) {
        var newestFirst = Query.query(Criteria.where(FAILED_AT).exists(true))
                .with(Sort.by(Sort.Direction.DESC, FAILED_AT))
                .limit(limit);
        return mongo.find(newestFirst, Document.class, COLLECTION).stream()
                .map(MongoDeliveries::failure)
                .toList();
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        var oldest = Query.query(Criteria.where(WAITING_SINCE).exists(true))
                .with(Sort.by(Sort.Direction.ASC, WAITING_SINCE));
        oldest.fields().include(WAITING_SINCE);
        return Optional.ofNullable(mongo.findOne(oldest, Document.class, COLLECTION))
                .map(document -> document.getDate(WAITING_SINCE).toInstant());
    }

    private boolean change(Claim claim, Update update) {
        var current = Query.query(Criteria.where("_id")
                .is(claim.delivery().id())
                .and(ATTEMPT)
                .is(claim.attempt())
                .and(NEXT_ATTEMPT)
                .exists(true));
        return mongo.updateFirst(current, update, COLLECTION).getMatchedCount() == 1;
    }

    private static Update settled() {
        return new Update().unset(NEXT_ATTEMPT).unset(WAITING_SINCE);
    }

    private static Document document(Delivery delivery, Instant now) {
        var message = delivery.message();
        return new Document("_id", delivery.id())
                .append("channel", delivery.channel())
                .append("userId", delivery.userId())
                .append("type", delivery.type())
                .append("eventId", delivery.eventId())
                .append("traceparent", delivery.traceparent())
                .append("to", delivery.to().value())
                .append("language", message.language().tag())
                .append("subject", message.subject())
                .append("summary", message.summary())
                .append("text", message.text())
                .append("html", message.html())
                .append(ATTEMPT, 0)
                .append(NEXT_ATTEMPT, Date.from(now))
                .append(WAITING_SINCE, Date.from(now));
    }

    private static Delivery delivery(Document document) {
        return new Delivery(
                document.getString("_id"),
                document.getString("channel"),
                document.getString("userId"),
                document.getString("type"),
                document.getString("eventId"),
                new EmailAddress(document.getString("to")),
                new Message(
                        Language.of(document.getString("language")),
                        document.getString("subject"),
                        document.getString("summary"),
                        document.getString("text"),
                        document.getString("html")),
                document.getString("traceparent"));
    }

    private static FailedDelivery failure(Document document) {
        return new FailedDelivery(
                document.getString("_id"),
                document.getString("channel"),
                document.getString("userId"),
                document.getString("type"),
                document.getString("eventId"),
                document.getInteger(ATTEMPT),
                document.getString(REASON),
                document.getDate(FAILED_AT).toInstant());
    }
}
