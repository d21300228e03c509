package io.aman.local.mongo;

import io.aman.local.part.Part;

/** Starts the local MongoDB-wire server: {@code MongoMain <host> <port> <dataDir>}. */
public final class MongoMain {
    private MongoMain() {}

    public static void main(String[] args) throws InterruptedException {
        var part = new Part("mongo", "<host> <port> <dataDir>");
        part.run(args, arguments -> {
            var folder = arguments.folder(2);
            return EmbeddedMongo.open(
                    folder,
                    arguments.text(0),
                    arguments.port(1),
                    Durability.PROCESS_CRASH,
                    // the store closes itself then, and would answer everything with an error
                    e -> part.fail("cannot write to %s: %s".formatted(folder, e.getMessage())));
        });
    }
}
