package io.aman.local.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.aman.local.part.PartProcess;
import io.aman.local.stack.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.bson.Document;

/** Starts a server, lets writers work on it, kills it at a random moment, starts it again and looks; many times. */
final class KillRun {
    private static final int WRITERS = 6;
    private static final String HOST = "127.0.0.1";

    private final Class<?> server;
    private final Path data;
    private final Random random;
    private final int port = Ports.free();
    private final List<Writer> writers =
            IntStream.range(0, WRITERS).mapToObj(Writer::new).toList();

    KillRun(Class<?> server, Path data, long seed) {
        this.server = server;
        this.data = data;
        this.random = new Random(seed);
    }

    record Figures(long acknowledged, int kills, long lost, long torn, long duplicates, double seconds) {}

    Figures run(int kills, int maxLoadMillis) throws Exception {
        long started = System.nanoTime();
        for (int kill = 0; kill < kills; kill++) {
            try (var process = PartProcess.start(server, HOST, port, data);
                    var client = connect()) {
                var database = client.getDatabase("kill");
                prepare(database);
                loadUntilKilled(process, database, 200 + random.nextInt(maxLoadMillis));
            }
        }
        long duplicates;
        try (var _ = PartProcess.start(server, HOST, port, data);
                var client = connect()) {
            var database = client.getDatabase("kill");
            checkAccounts(database);
            duplicates = checkOrders(database);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Figures(sum(Writer::acknowledged), kills, sum(Writer::lost), sum(Writer::torn), duplicates, seconds);
    }

    private void prepare(MongoDatabase database) {
        database.getCollection("orders").createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        checkAccounts(database);
    }

    private void checkAccounts(MongoDatabase database) {
        writers.forEach(writer -> writer.checkAccount(database.getCollection("accounts")));
    }

    private void loadUntilKilled(PartProcess process, MongoDatabase database, int millis) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var working = new ArrayList<Future<?>>();
            for (var writer : writers) {
                working.add(threads.submit(() -> writer.work(database)));
            }
            awaitEarlyEnd(working.getFirst(), millis);
            process.kill();
            threads.shutdownNow(); // or a writer between two writes would wait for the server to come back
            for (var work : working) {
                work.get(30, TimeUnit.SECONDS); // throws what a writer found wrong
            }
        }
    }

    /** The load's length; ends early only with an error of the writer. */
    private static void awaitEarlyEnd(Future<?> work, int millis) throws InterruptedException, ExecutionException {
        try {
            work.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // still working: the normal case
        }
    }

    private long checkOrders(MongoDatabase database) {
        var orders = database.getCollection("orders");
        var all = orders.find().batchSize(10_000).into(new ArrayList<Document>());
        var keys = new HashSet<String>();
        all.forEach(order -> keys.add(order.getString("key")));
        for (int number = 0; number < writers.size(); number++) {
            var mine = "account-" + number + "/";
            writers.get(number)
                    .checkOrders(all.stream()
                            .filter(order -> order.getString("_id").startsWith(mine))
                            .toList());
        }
        return (long) all.size() - keys.size();
    }

    private MongoClient connect() {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://" + HOST + ":" + port))
                .retryWrites(false)
                .retryReads(false)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(60, TimeUnit.SECONDS))
                .build());
    }

    private long sum(ToLongFunction<Writer> figure) {
        return writers.stream().mapToLong(figure).sum();
    }
}
