package io.aman.bench.gateway;

import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Jvm;
import io.aman.local.stack.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway as a process of its own: ours, or one of those it is compared with. All get the same JVM options. */
record Started(Jvm process, int port, URI readiness) implements AutoCloseable {

    private static final int MANAGEMENT_OFFSET = 1000;
    private static final String PROBE = "/api/payments/probe";

    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:MetaspaceSize=128m",
            "-XX:SweeperThreshold=70");

    /** @param heap such as {@code 256m} */
    static Started ours(Running running, int service, String heap, String... options) {
        var ports = running.stack().ports();
        var port = Ports.free();
        var management = port + MANAGEMENT_OFFSET;
        var properties = Map.<String, Object>of(
                "server.port", port,
                "management.server.port", management,
                "spring.kafka.bootstrap-servers", ports.kafkaBootstrap(),
                "aman.security.issuer", running.issuer().issuer(),
                "aman.security.jwks-uri", running.issuer().jwks(),
                "spring.mongodb.uri", ports.mongoUri("gateway"),
                "gateway.services.payment", ports.http(service));
        var secrets = running.folder().resolve("secrets").resolve("gateway");
        var jar = running.root().resolve("gateway/target/gateway-0.1.0-SNAPSHOT.jar");
        var process = start(running, "ours", jar, heap, List.of(options), properties, secrets);
        return new Started(process, port, ports.http(management).resolve("/actuator/health/readiness"));
    }

    /** A gateway with one route and nothing else. */
    static Started plain(Running running, int service, String heap) {
        return peer(
                running,
                "plain",
                heap,
                Map.of("peer.service", running.stack().ports().http(service)));
    }

    /** All that ours does, in the usual way. */
    static Started naive(Running running, int service, String heap) {
        var ports = running.stack().ports();
        return peer(
                running,
                "naive",
                heap,
                Map.of(
                        "peer.service", ports.http(service),
                        "naive.jwks", running.issuer().jwks(),
                        "spring.mongodb.uri", ports.mongoUri("naive")));
    }

    private static Started peer(Running running, String profile, String heap, Map<String, Object> properties) {
        var port = Ports.free();
        var all = new HashMap<>(properties);
        all.put("server.port", port);
        all.put("spring.profiles.active", profile);
        var jar = running.root().resolve("benchmarks/peers/target/benchmark-peers-0.1.0-SNAPSHOT.jar");
        var process = start(running, profile, jar, heap, List.of(), all, running.folder());
        return new Started(process, port, running.stack().ports().http(port).resolve(PROBE));
    }

    private static Jvm start(
            Running running,
            String name,
            Path jar,
            String heap,
            List<String> options,
            Map<String, Object> properties,
            Path secrets) {
        var arguments = new ArrayList<>(OPTIONS);
        arguments.add("-Xmx" + heap);
        arguments.addAll(options);
        arguments.addAll(List.of("-jar", jar.toString()));
        properties.forEach((property, value) -> arguments.add("--" + property + "=" + value));
        var log = running.folder().resolve("log").resolve("bench-" + name + ".log");
        return Jvm.logging(log, Map.of("AMAN_SECRETS", secrets.toString()), arguments);
    }

    /** Returns when it serves. */
    Started ready() {
        process.ready(readiness);
        return this;
    }

    @Override
    public void close() {
        process.close();
    }
}
