package io.aman.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * One MongoDB-wire server in memory for the whole JVM, started by its first use; databases keep tests apart. It ends with
 * the JVM and not before: contexts are closed while the JVM ends, and whatever asks a server that is gone waits 30 s for it.
 *
 * @see WithMongo
 */
public final class EmbeddedMongo {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private EmbeddedMongo() {}

    private static final class Server {

        static final io.aman.local.mongo.EmbeddedMongo MONGO = io.aman.local.mongo.EmbeddedMongo.inMemory();
        static final MongoClient CLIENT = MongoClients.create(uri("admin"));

        static String uri(String database) {
            return MONGO.connectionString() + "/" + database + "?uuidRepresentation=standard";
        }
    }

    /** A database name that nobody in this JVM was given before. */
    public static String freshDatabase(String prefix) {
        return prefix + "-" + DATABASES.incrementAndGet();
    }

    /** Where {@code database} is reached, for {@code spring.mongodb.uri}. */
    public static String uri(String database) {
        return Server.uri(database);
    }

    /** A template on {@code database} without any Spring context; the same name is the same data. */
    public static MongoTemplate template(String database) {
        return new MongoTemplate(Server.CLIENT, database);
    }
}
