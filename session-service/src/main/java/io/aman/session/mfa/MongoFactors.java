package io.aman.session.mfa;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.AccountEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.Change.Rule;
import io.aman.platform.write.VersionedDocuments;
import io.aman.platform.write.VersionedDocuments.Form;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** Factors in the collection {@code factors}; every change is one conditional update that carries its events. */
final class MongoFactors implements FactorRecords {

    static final String COLLECTION = "factors";

    private static final Form<Factors> FORM =
            new Form<>(Factors::none, MongoFactorDocument::factors, MongoFactorDocument::of);

    private final MongoOperations mongo;
    private final VersionedDocuments<Factors> documents;

    /** @param written told the id of each person whose outbox was filled */
    MongoFactors(MongoOperations mongo, Outbox outbox, Consumer<String> written) {
        this.mongo = mongo;
        this.documents = new VersionedDocuments<>(mongo, COLLECTION, outbox, written, FORM);
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(MongoFactorDocument.KEYS, Sort.Direction.ASC).sparse());
    }

    @Override
    public Factors of(String userId) {
        return documents.of(userId);
    }

    @Override
    public <T> T change(String userId, Rule<Factors, AccountEvent, T> rule) {
        return documents.change(userId, before -> rule.apply(before).telling(MongoFactors::event));
    }

    /** Whose secrets lie under one of these keys. */
    List<String> sealedUnder(List<String> keyIds, int most) {
        var query = Query.query(where(MongoFactorDocument.KEYS).in(keyIds)).limit(most);
        query.fields().include("_id");
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(document -> document.getString("_id"))
                .toList();
    }

    private static OutboxEvent event(AccountEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, event.userId(), event.at(), event);
    }
}
