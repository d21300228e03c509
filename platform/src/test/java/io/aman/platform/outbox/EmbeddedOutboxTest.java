package io.aman.platform.outbox;

import io.aman.testing.EmbeddedMongo;
import org.springframework.data.mongodb.core.MongoTemplate;

class EmbeddedOutboxTest extends OutboxContract {

    @Override
    MongoTemplate database() {
        return EmbeddedMongo.template(EmbeddedMongo.freshDatabase("outbox"));
    }
}
