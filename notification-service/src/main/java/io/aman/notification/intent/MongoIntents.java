package io.aman.notification.intent;

import io.aman.events.Money;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** An open intent has a {@code sweepAt}; the sparse index holds only those. */
@Repository
class MongoIntents implements Intents {

    static final String COLLECTION = "intents";

    private static final String USER = "userId";
    private static final String SWEEP_AT = "sweepAt";

    private final MongoOperations mongo;

    MongoIntents(MongoOperations mongo) {
        this.mongo = mongo;
        mongo.indexOps(COLLECTION).createIndex(new Index(SWEEP_AT, Sort.Direction.ASC).sparse());
        mongo.indexOps(COLLECTION).createIndex(new Index(USER, Sort.Direction.ASC).on(SWEEP_AT, Sort.Direction.ASC));
    }

    @Override
    public boolean add(Intent intent, Instant sweepAt) {
        try {
            mongo.insert(document(intent).append(SWEEP_AT, Date.from(sweepAt)), COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    @Override
    public Optional<Intent> findOpen(String id) {
        return find(Query.query(Criteria.where("_id").is(id).and(SWEEP_AT).exists(true))).stream()
                .findFirst();
    }

    @Override
    public List<Intent> openOf(String userId, int limit) {
        return find(Query.query(Criteria.where(USER).is(userId).and(SWEEP_AT).exists(true))
                .limit(limit));
    }

    @Override
    public List<Intent> due(Instant now, int limit) {
        return find(Query.query(Criteria.where(SWEEP_AT).lte(Date.from(now)))
                .with(Sort.by(Sort.Direction.ASC, SWEEP_AT))
                .limit(limit));
    }

    @Override
    public void postpone(Intent intent, Instant until) {
        // only an open one: whoever closed it meanwhile has told the user
        var open =
                Query.query(Criteria.where("_id").is(intent.id()).and(SWEEP_AT).exists(true));
        mongo.updateFirst(open, new Update().inc("tries", 1).set(SWEEP_AT, Date.from(until)), COLLECTION);
    }

    @Override
    public void close(Intent intent, Instant now) {
        var addressed = new Update().unset(SWEEP_AT).set("addressedAt", Date.from(now));
        mongo.updateFirst(Query.query(Criteria.where("_id").is(intent.id())), addressed, COLLECTION);
    }

    @Override
    public long countOpen() {
        return mongo.count(Query.query(Criteria.where(SWEEP_AT).exists(true)), COLLECTION);
    }

    private List<Intent> find(Query query) {
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(MongoIntents::intent)
                .toList();
    }

    private static Document document(Intent intent) {
        var notice = intent.notice();
        var amounts = new Document();
        notice.facts()
                .amounts()
                .forEach((name, money) -> amounts.append(
                        name, new Document("amountMinor", money.amountMinor()).append("currency", money.currency())));
        return new Document("_id", intent.id())
                .append("eventId", intent.eventId())
                .append("at", Date.from(intent.at()))
                .append("template", notice.template().type())
                .append(USER, notice.userId())
                .append("amounts", amounts)
                .append("texts", new Document(Map.copyOf(notice.facts().texts())))
                .append("traceparent", intent.traceparent())
                .append("tries", intent.tries());
    }

    private static Intent intent(Document document) {
        var amounts = document.get("amounts", Document.class).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> money((Document) entry.getValue())));
        var texts = document.get("texts", Document.class).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> (String) entry.getValue()));
        return new Intent(
                document.getString("_id"),
                document.getString("eventId"),
                document.getDate("at").toInstant(),
                new Notice(
                        Template.of(document.getString("template")),
                        document.getString(USER),
                        new Facts(amounts, texts)),
                document.getString("traceparent"),
                document.getInteger("tries"));
    }

    private static Money money(Document document) {
        return new Money(document.getLong("amountMinor"), document.getString("currency"));
    }
}
