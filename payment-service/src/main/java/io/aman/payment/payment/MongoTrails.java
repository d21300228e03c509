package io.aman.payment.payment;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.audit.StoredTrail;
import io.aman.payment.audit.StoredTrail.Standing;
import io.aman.payment.audit.Trails;
import io.aman.payment.audit.UnreadableTrail;
import io.aman.platform.outbox.Outbox;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** The trails as they lie in the payments' documents. */
final class MongoTrails implements Trails {

    private static final int BATCH = 50;

    private final MongoOperations mongo;

    MongoTrails(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<StoredTrail> find(String paymentId) {
        var one = withTrail(query(where("_id").is(paymentId)));
        return Optional.ofNullable(mongo.findOne(one, Document.class, MongoPayments.COLLECTION))
                .map(this::trail);
    }

    @Override
    public void inOrder(@Nullable String after, int limit, Consumer<StoredTrail> each, Consumer<String> unreadable) {
        var page = after == null ? new Query() : query(where("_id").gt(after));
        each(page.with(Sort.by("_id")).limit(limit), document -> {
            StoredTrail trail;
            try {
                trail = trail(document);
            } catch (UnreadableTrail _) {
                unreadable.accept(String.valueOf(document.get("_id")));
                return;
            }
            each.accept(trail);
        });
    }

    @Override
    public void of(String payer, Consumer<StoredTrail> each) {
        each(
                query(where(MongoPayments.PAYER).is(payer))
                        .with(Sort.by(Sort.Direction.DESC, MongoPayments.CREATED_AT, "_id")),
                document -> each.accept(trail(document)));
    }

    private void each(Query query, Consumer<Document> each) {
        try (var found =
                mongo.stream(withTrail(query).cursorBatchSize(BATCH), Document.class, MongoPayments.COLLECTION)) {
            found.forEach(each);
        }
    }

    private static Query withTrail(Query query) {
        query.fields().exclude(Outbox.FIELD);
        return query;
    }

    private StoredTrail trail(Document document) {
        try {
            return trail(mongo.getConverter().read(MongoPayment.class, document));
        } catch (RuntimeException e) {
            throw new UnreadableTrail(String.valueOf(document.get("_id")), e);
        }
    }

    private static StoredTrail trail(MongoPayment stored) {
        var payment = stored.toPayment();
        var progress = payment.progress();
        return new StoredTrail(
                payment.terms().subject(),
                payment.terms().createdAt(),
                Objects.requireNonNullElse(stored.audit(), List.of()),
                stored.chain(),
                new Standing(progress.standing().name(), progress.captured(), progress.refunded()));
    }
}
