package io.aman.notification.recipient;

import io.aman.events.Actor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document a user, found by its id alone. */
@Repository
class MongoRecipients implements Recipients, PersonalData {

    static final String COLLECTION = "recipients";

    private static final String EMAILS = "emails";
    private static final String FORGOTTEN = "forgotten";

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
        var unlessForgotten =
                Criteria.where("_id").is(recipient.userId()).and(FORGOTTEN).exists(false);
        try {
            mongo.upsert(Query.query(unlessForgotten), known, COLLECTION);
        } catch (DuplicateKeyException _) {
            // an event of before they were forgotten
        }
    }

    @Override
    public Map<String, Recipient> find(Collection<String> userIds) {
        return mongo.find(Query.query(Criteria.where("_id").in(userIds)), Document.class, COLLECTION).stream()
                .filter(document -> !document.containsKey(FORGOTTEN))
                .map(MongoRecipients::recipient)
                .collect(Collectors.toMap(Recipient::userId, Function.identity()));
    }

    private static Recipient recipient(Document document) {
        return new Recipient(
                document.getString("_id"),
                new EmailAddress(document.getString("email")),
                document.getString("name"),
                document.getString("language"),
                former(document));
    }

    @Override
    public boolean isForgotten(String userId) {
        var forgotten = Criteria.where("_id").is(userId).and(FORGOTTEN).exists(true);
        return mongo.exists(Query.query(forgotten), COLLECTION);
    }

    /** The id stays: an event that comes late must not bring them back. */
    @Override
    public void forget(String userId, Actor by) {
        var nothing = new Update().set(FORGOTTEN, true);
        List.of("email", "name", "language", EMAILS).forEach(nothing::unset);
        mongo.upsert(Query.query(Criteria.where("_id").is(userId)), nothing, COLLECTION);
    }

    /** Documents of before addresses were kept have the current one alone. */
    private static List<EmailAddress> former(Document document) {
        return document.getList(EMAILS, String.class, List.of()).stream()
                .filter(email -> !email.equals(document.getString("email")))
                .map(EmailAddress::new)
                .toList();
    }
}
