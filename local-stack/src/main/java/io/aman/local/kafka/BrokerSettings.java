package io.aman.local.kafka;

import java.nio.file.Path;
import java.util.Properties;

/**
 * A single-node broker and controller, sized for a laptop.
 *
 * @param host where both listeners bind and what clients are told to connect to
 * @param folder where the log segments and the cluster's id live
 */
record BrokerSettings(String host, int port, int controllerPort, Path folder) {

    String bootstrapServers() {
        return host + ":" + port;
    }

    Properties toProperties() {
        var properties = new Properties();
        addNode(properties);
        addSingleReplica(properties);
        addRetention(properties);
        addSizes(properties);
        return properties;
    }

    private void addNode(Properties properties) {
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty(
                "listeners", "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(host, port, host, controllerPort));
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("controller.quorum.bootstrap.servers", host + ":" + controllerPort);
        properties.setProperty("log.dirs", folder.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("num.partitions", "3");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // a broker that was killed may register again only when its old session is over: 9 s by default
        properties.setProperty("broker.session.timeout.ms", "3000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
    }

    private static void addSingleReplica(Properties properties) {
        for (var topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.setProperty(topic + ".replication.factor", "1");
            properties.setProperty(topic + ".num.partitions", "5");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
    }

    /** A laptop may sleep for weeks: what nobody has consumed yet and where consumers stood must outlast that. */
    private static void addRetention(Properties properties) {
        properties.setProperty("log.retention.hours", String.valueOf(90 * 24));
        properties.setProperty("offsets.retention.minutes", String.valueOf(365 * 24 * 60));
    }

    /** The defaults are a server's: 128 MB of heap for the cleaner alone, 20 MB of index per open segment. */
    private static void addSizes(Properties properties) {
        properties.setProperty("log.segment.bytes", String.valueOf(16 << 20));
        properties.setProperty("log.index.size.max.bytes", String.valueOf(1 << 20));
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
    }
}
