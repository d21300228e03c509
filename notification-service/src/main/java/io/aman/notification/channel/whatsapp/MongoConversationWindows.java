package io.aman.notification.channel.whatsapp;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.notification.suppression.AddressIds;
import io.aman.platform.security.Sealed;
import java.time.Clock;
import java.util.Date;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document for each number, by a name that does not tell it. */
@Repository
class MongoConversationWindows implements ConversationWindows {

    static final String COLLECTION = "conversationWindows";

    private static final String OPEN_UNTIL = "openUntil";

    private final MongoOperations mongo;
    private final AddressIds ids;
    private final TemplateProperties properties;
    private final Clock clock;

    MongoConversationWindows(MongoOperations mongo, Sealed sealed, TemplateProperties properties, Clock clock) {
        this.mongo = mongo;
        this.ids = new AddressIds(sealed);
        this.properties = properties;
        this.clock = clock;
        mongo.indexOps(COLLECTION).createIndex(new Index(OPEN_UNTIL, Sort.Direction.ASC));
    }

    @Override
    public void open(WhatsAppNumber number) {
        var until = Date.from(clock.instant().plus(properties.window()));
        mongo.upsert(query(where("_id").is(ids.of(number))), new Update().max(OPEN_UNTIL, until), COLLECTION);
    }

    @Override
    public void close(WhatsAppNumber number) {
        mongo.remove(query(where("_id").in(ids.all(number))), COLLECTION);
    }

    @Override
    public boolean isOpen(WhatsAppNumber number) {
        var open = where("_id").in(ids.all(number)).and(OPEN_UNTIL).gt(Date.from(clock.instant()));
        return mongo.exists(query(open), COLLECTION);
    }

    /** Forgets the windows that are over. */
    void clean() {
        mongo.remove(query(where(OPEN_UNTIL).lt(Date.from(clock.instant()))), COLLECTION);
    }
}
