package io.aman.local.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.aman.local.part.Part;
import java.net.InetSocketAddress;

/** The library's own file backend, unwrapped: what the kill test must be able to fail. */
final class StockMongoMain {
    private StockMongoMain() {}

    public static void main(String[] args) throws InterruptedException {
        new Part("stock", "<host> <port> <dataDir>").run(args, arguments -> {
            var file = arguments.folder(2).resolve("mongo.mv").toString();
            var server = new MongoServer(new H2Backend(file));
            server.bind(new InetSocketAddress(arguments.text(0), arguments.port(1)));
            return server::shutdownNow;
        });
    }
}
