package io.aman.platform.health;

import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Whether the database answers: nothing can be promised without it. */
final class MongoPartCheck implements PartCheck {

    private static final Document PING = new Document("ping", 1);

    private final MongoOperations mongo;

    MongoPartCheck(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public boolean isEssential() {
        return true;
    }

    @Override
    public Reading look() {
        mongo.executeCommand(PING);
        return Reading.up();
    }
}
