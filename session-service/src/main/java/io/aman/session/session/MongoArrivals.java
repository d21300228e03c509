package io.aman.session.session;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Arrivals in the documents of the people. */
final class MongoArrivals implements Arrivals {

    private static final String ARRIVALS = "arrivals";

    private final MongoOperations mongo;

    MongoArrivals(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Snapshot of(String userId) {
        var document = mongo.findOne(Query.query(where("_id").is(userId)), Document.class, MongoPeople.COLLECTION);
        if (document == null) {
            return new Snapshot(Person.fresh(userId), List.of(), Optional.empty());
        }
        var arrivals = document.getList(ARRIVALS, Document.class, List.of()).stream()
                .map(arrival -> new Arrival(
                        arrival.getString("id"), arrival.getDate("at").toInstant()))
                .toList();
        return new Snapshot(MongoPeople.person(document), arrivals, Optional.of(document.getLong("version")));
    }

    @Override
    public boolean replace(Snapshot read, List<Arrival> arrivals) {
        var stored = arrivals.stream()
                .map(arrival -> new Document("id", arrival.sessionId()).append("at", arrival.at()))
                .toList();
        return read.version().isPresent()
                ? replaced(read.person(), read.version().get(), stored)
                : added(read.person(), stored);
    }

    private boolean replaced(Person person, long version, List<Document> arrivals) {
        var unchanged =
                Query.query(where("_id").is(person.userId()).and("version").is(version));
        var change = new Update().set("version", version + 1).set(ARRIVALS, arrivals);
        return mongo.updateFirst(unchanged, change, MongoPeople.COLLECTION).getMatchedCount() == 1;
    }

    private boolean added(Person person, List<Document> arrivals) {
        var document = MongoPeople.fields(person)
                .append("_id", person.userId())
                .append("version", 0L)
                .append(ARRIVALS, arrivals);
        try {
            mongo.insert(document, MongoPeople.COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }
}
