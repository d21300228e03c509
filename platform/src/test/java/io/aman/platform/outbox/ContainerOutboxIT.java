package io.aman.platform.outbox;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.mongodb.MongoDBContainer;

/** The same promises on a real MongoDB; reported as skipped where there is no Docker. */
@Tag("process")
@Testcontainers(disabledWithoutDocker = true)
class ContainerOutboxIT extends OutboxContract {

    @Container
    static final MongoDBContainer MONGO = new MongoDBContainer("mongo:8");

    private static MongoClient client;
    private int databases;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(MONGO.getConnectionString());
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Override
    MongoTemplate database() {
        var database = new MongoTemplate(client, "outbox" + databases++);
        database.getDb().drop();
        return database;
    }
}
