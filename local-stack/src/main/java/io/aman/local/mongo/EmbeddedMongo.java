package io.aman.local.mongo;

import static io.aman.local.part.Arguments.cannotListen;

import de.bwaldvogel.mongo.MongoServer;
import io.aman.local.part.CannotStart;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running MongoDB-wire server, standalone, of wire version 8. Commands run one at a time, replies are never torn, and
 * on disk a reply is sent only when what it acknowledges or shows survives a crash ({@link Durability}).
 */
public final class EmbeddedMongo implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedMongo.class);
    static final String FILE = "mongo.mv";

    /** More than cores: a thread waits here for its commit, and writers that wait together share one. */
    private static final int WORKERS = 16;

    private static final int LEAST_CACHE = 16;

    /** In milliseconds: 24 days, after which the store finds that nothing waits for it. */
    private static final int NEVER = Integer.MAX_VALUE;

    private final MongoServer server;
    private final Compaction compaction;

    private EmbeddedMongo(MongoServer server, Compaction compaction) {
        this.server = server;
        this.compaction = compaction;
    }

    /** As {@link #open(Path, String, int, Durability)} with {@link Durability#PROCESS_CRASH}. */
    public static EmbeddedMongo open(Path dataDir, String host, int port) {
        return open(dataDir, host, port, Durability.PROCESS_CRASH);
    }

    /**
     * Serves the data in {@code dataDir}, an existing folder that no other process may have open.
     *
     * @param port 0 for any free one
     * @throws CannotStart when the data can't be opened or the port is taken
     */
    public static EmbeddedMongo open(Path dataDir, String host, int port, Durability durability) {
        return open(dataDir, host, port, durability, e -> log.error("cannot write to {}", dataDir, e));
    }

    static EmbeddedMongo open(
            Path dataDir, String host, int port, Durability durability, Consumer<RuntimeException> onStorageFailure) {
        return serve(openFile(dataDir.resolve(FILE)), host, port, durability, onStorageFailure);
    }

    /** The same server on a random loopback port, with nothing on disk: for tests, also of other modules. */
    public static EmbeddedMongo inMemory() {
        return serve(MVStore.open(null), "127.0.0.1", 0, Durability.PROCESS_CRASH, _ -> {});
    }

    /** An eighth of the heap: the rest is for what a command and its commit hold. */
    private static int cacheMegabytes() {
        return Math.toIntExact(Math.max(LEAST_CACHE, Runtime.getRuntime().maxMemory() >> 23));
    }

    private static MVStore openFile(Path file) {
        try {
            var store = new MVStore.Builder()
                    .fileName(file.toString())
                    // both off: a commit in the middle of a command would save half of it
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .pageSplitSize(4096)
                    .cacheSize(cacheMegabytes())
                    .open();
            store.setRetentionTime(0);
            store.setAutoCommitDelay(NEVER); // off all the same, but only so has the store a thread that writes
            return store;
        } catch (MVStoreException e) {
            throw new CannotStart("cannot open %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static EmbeddedMongo serve(
            MVStore store, String host, int port, Durability durability, Consumer<RuntimeException> onStorageFailure) {
        var gate = new CommandGate(store, durability, onStorageFailure);
        var server = new MongoServer(new CrashSafeBackend(store, gate));
        try {
            server.bind(new InetSocketAddress(host, port), 1, WORKERS);
        } catch (Exception e) { // netty throws the checked BindException undeclared, so the server doesn't see it
            server.shutdownNow();
            throw cannotListen(host, port, e);
        }
        return new EmbeddedMongo(server, new Compaction(store, gate).start());
    }

    /** {@code mongodb://host:port}, without a database. */
    public String connectionString() {
        return server.getConnectionString();
    }

    /** Disconnects every client, commits, and closes the file. */
    @Override
    public void close() {
        compaction.close();
        server.shutdownNow();
    }
}
