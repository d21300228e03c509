package io.aman.notification.recipient;

import java.util.List;
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

    private static final String EMAILS = "emails";

    private final MongoOperations mongo;

    MongoRecipients(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void remember(Recipient recipient) {
        var known = new Update()
                .set("email", recipient.email().value())
                .set("name", recipient.name())
                .set("language", recipient.language())
                .addToSet(EMAILS, recipient.email().value());
        mongo.upsert(Query.query(Criteria.where("_id").is(recipient.userId())), known, COLLECTION);
    }

    @Override
    public Optional<Recipient> find(String userId) {
        return Optional.ofNullable(mongo.findById(userId, Document.class, COLLECTION))
                .map(document -> new Recipient(
                        document.getString("_id"),
                        new EmailAddress(document.getString("email")),
                        document.getString("name"),
                        document.getString("language"),
                        former(document)));
    }

    /** Documents of before addresses were kept have the current one alone. */
    private static List<EmailAddress> former(Document document) {
        return document.getList(EMAILS, String.class, List.of()).stream()
                .filter(email -> !email.equals(document.getString("email")))
                .map(EmailAddress::new)
                .toList();
    }
}
