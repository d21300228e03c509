package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import io.aman.local.part.PartProcess;
import io.aman.local.stack.Ports;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class MongoKillIT {
    private final long seed = ThreadLocalRandom.current().nextLong();

    @TempDir
    Path data;

    @Test
    void twentyKillsUnderLoadLoseAndTearNothingAcknowledged() throws Exception {
        var figures = new KillRun(MongoMain.class, data, seed).run(20, 2_000);
        report("mongo", figures);
        assertThat(figures.acknowledged()).isGreaterThan(1_000);
        assertThat(figures.lost()).as("lost, seed %d", seed).isZero();
        assertThat(figures.torn()).as("torn, seed %d", seed).isZero();
        assertThat(figures.duplicates()).as("duplicate keys, seed %d", seed).isZero();
    }

    /** Shows that the run above can fail at all. */
    @Test
    void theUnwrappedBackendLosesAcknowledgedWrites() throws Exception {
        var figures = new KillRun(StockMongoMain.class, data, seed).run(3, 2_000);
        report("stock backend", figures);
        assertThat(figures.lost()).isPositive();
    }

    @Test
    void sigtermStopsItWithClientsConnectedAndFoldersInUseAreRefusedInOneLine() throws Exception {
        int port = Ports.free();
        try (var server = PartProcess.start(MongoMain.class, "127.0.0.1", port, data);
                var second = PartProcess.launch(MongoMain.class, "127.0.0.1", port, data);
                var client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
            client.getDatabase("any").getCollection("things").insertOne(new Document("_id", 1));
            assertThat(second.awaitExit(30)).isEqualTo(1);
            assertThat(second.output()).singleElement().asString().startsWith("mongo: cannot open");
            assertThat(server.stop(10)).isEqualTo(143);
            assertThat(server.output()).containsExactly("READY mongo");
        }
    }

    private static void report(String what, KillRun.Figures f) {
        System.out.printf(
                "%s: %,d writes acknowledged, %d kills, %d lost, %d torn, %d duplicates, %.0f s%n",
                what, f.acknowledged(), f.kills(), f.lost(), f.torn(), f.duplicates(), f.seconds());
    }
}
