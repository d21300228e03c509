package io.aman.notification.intent;

import io.aman.events.Money;
import io.aman.notification.intent.Notice.Reach;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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
    private static final String SEALED = "sealed";

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
        var addressed = new Update().unset(SWEEP_AT).unset(SEALED).set("addressedAt", Date.from(now));
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
                .append("codes", new Document(Map.copyOf(notice.facts().codes())))
                .append("times", times(notice.facts()))
                .append("reach", notice.reach().name())
                .append("until", notice.until() == null ? null : Date.from(notice.until()))
                .append(SEALED, sealing(notice.secrets()))
                .append("traceparent", intent.traceparent())
                .append("tries", intent.tries());
    }

    private static Document times(Facts facts) {
        var times = new Document();
        facts.times().forEach((name, time) -> times.append(name, Date.from(time)));
        return times;
    }

    private static @Nullable Document sealing(Notice.@Nullable Sealing secrets) {
        return secrets == null ? null : new Document("text", secrets.text()).append("context", secrets.context());
    }

    private static Intent intent(Document document) {
        return new Intent(
                document.getString("_id"),
                document.getString("eventId"),
                document.getDate("at").toInstant(),
                notice(document),
                document.getString("traceparent"),
                document.getInteger("tries"));
    }

    /** One that was written before secrets were told of has neither reach nor codes nor times. */
    private static Notice notice(Document document) {
        var secrets = document.get(SEALED, Document.class);
        var until = document.getDate("until");
        return new Notice(
                Template.of(document.getString("template")),
                document.getString(USER),
                new Facts(
                        facts(document, "amounts", entry -> money((Document) entry)),
                        facts(document, "texts", String.class::cast),
                        facts(document, "codes", String.class::cast),
                        facts(document, "times", entry -> ((Date) entry).toInstant())),
                null,
                secrets == null ? null : new Notice.Sealing(secrets.getString("text"), secrets.getString("context")),
                Reach.valueOf(document.get("reach", Reach.EMAIL.name())),
                until == null ? null : until.toInstant());
    }

    private static <V> Map<String, V> facts(Document document, String kind, Function<Object, V> read) {
        return document.get(kind, new Document()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> read.apply(entry.getValue())));
    }

    private static Money money(Document document) {
        return new Money(document.getLong("amountMinor"), document.getString("currency"));
    }
}
