package io.aman.notification.recipient;

import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document a user, found by its id alone. */
@Repository
class MongoRecipients implements Recipients {

    static final String COLLECTION = "recipients";

    private final MongoOperations mongo;

    MongoRecipients(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void remember(Recipient recipient) {
        var known = new Update()
                .set("email", recipient.email().value())
                .set("name", recipient.name())
                .set("language", recipient.language());
        mongo.upsert(Query.query(Criteria.where("_id").is(recipient.userId())), known, COLLECTION);
    }

    @Override
    public Optional<Recipient> find(String userId) {
        return Optional.ofNullable(mongo.findById(userId, Document.class, COLLECTION))
                .map(document -> new Recipient(
                        document.getString("_id"),
                        new EmailAddress(document.getString("email")),
                        document.getString("name"),
                        document.getString("language")));
    }
}
