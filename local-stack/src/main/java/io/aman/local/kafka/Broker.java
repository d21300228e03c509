package io.aman.local.kafka;

import io.aman.local.part.CannotStart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A running broker whose topics exist. */
final class Broker implements AutoCloseable {
    private final KafkaRaftServer server;

    private Broker(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Starts on the data in the settings' folder, which gets a cluster id of its own where it is new.
     *
     * @throws CannotStart when the folder can't be formatted or the broker doesn't come up
     */
    static Broker start(BrokerSettings settings) throws Exception {
        if (!Files.exists(settings.folder().resolve("meta.properties"))) {
            format(settings);
        }
        var server = new KafkaRaftServer(new KafkaConfig(settings.toProperties(), false), Time.SYSTEM);
        server.startup();
        try (var admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
            SuiteTopics.ensure(admin);
        }
        return new Broker(server);
    }

    private static void format(BrokerSettings settings) throws IOException {
        Files.createDirectories(settings.folder());
        var file = Files.createTempFile("kafka", ".properties");
        try {
            try (var out = Files.newOutputStream(file)) {
                settings.toProperties().store(out, null);
            }
            formatWith(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void formatWith(Path file) {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var id = Uuid.randomUuid().toString();
        int exitCode = StorageTool.execute(
                new String[] {"format", "--standalone", "--cluster-id", id, "--config", file.toString()}, silent);
        if (exitCode != 0) {
            throw new CannotStart("Kafka's storage tool failed with " + exitCode);
        }
    }

    /** Leaves the cluster in order: the next start needs no recovery. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
