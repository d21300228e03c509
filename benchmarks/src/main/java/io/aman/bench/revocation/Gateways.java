package io.aman.bench.revocation;

import io.aman.bench.BenchStacks.Running;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** More gateways beside the stack's own: the same jar, JVM options and secrets, at ports of their own. */
final class Gateways implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(5);
    private static final int MANAGEMENT_OFFSET = 1000;

    private record Gateway(Process process, URI address, URI readiness) {}

    private final URI first;
    private final List<Gateway> more = new ArrayList<>();

    private Gateways(URI first) {
        this.first = first;
    }

    /** @param count with the stack's own, at least 1 */
    static Gateways beside(Running running, int count) {
        var gateways = new Gateways(running.stack().gateway());
        for (var i = 1; i < count; i++) {
            gateways.more.add(started(running, i));
        }
        return gateways;
    }

    private static Gateway started(Running running, int number) {
        var stack = running.stack();
        var port = Ports.free();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(stack.jvmOptions("gateway"));
        var jar = running.root().resolve("gateway/target/gateway-0.1.0-SNAPSHOT.jar");
        command.addAll(List.of("-jar", jar.toString()));
        properties(stack.ports(), port).forEach((name, value) -> command.add("--" + name + "=" + value));
        var log = running.folder()
                .resolve("log")
                .resolve("gateway-" + (number + 1) + ".log")
                .toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment()
                .put(
                        "AMAN_SECRETS",
                        running.folder().resolve("secrets").resolve("gateway").toString());
        try {
            var readiness = stack.ports().http(port + MANAGEMENT_OFFSET).resolve("/actuator/health/readiness");
            return new Gateway(builder.start(), stack.ports().http(port), readiness);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> properties(Ports ports, int port) {
        return Map.of(
                "server.port", port,
                "management.server.port", port + MANAGEMENT_OFFSET,
                "spring.kafka.bootstrap-servers", ports.kafkaBootstrap(),
                "aman.security.issuer", ports.gatewayUri(),
                "aman.security.jwks-uri", ports.http(ports.session()) + "/.well-known/jwks.json",
                "gateway.services.session", ports.http(ports.session()),
                "gateway.services.security", ports.http(ports.security()),
                "gateway.services.payment", ports.http(ports.payment()),
                "gateway.services.notification", ports.http(ports.notification()));
    }

    List<URI> addresses() {
        return Stream.concat(Stream.of(first), more.stream().map(Gateway::address))
                .toList();
    }

    /** Returns when each has read the revocations and takes traffic. */
    Gateways ready() {
        var deadline = System.nanoTime() + READY_LIMIT.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            for (var gateway : more) {
                while (!isReady(gateway, http)) {
                    if (!gateway.process.isAlive() || System.nanoTime() > deadline) {
                        throw new IllegalStateException("a further gateway does not start; see its log");
                    }
                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                }
            }
        }
        return this;
    }

    private static boolean isReady(Gateway gateway, HttpClient http) {
        try {
            var request = HttpRequest.newBuilder(gateway.readiness)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        more.forEach(gateway -> gateway.process.destroy());
        for (var gateway : more) {
            try {
                if (gateway.process.waitFor(10, TimeUnit.SECONDS)) {
                    continue;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            gateway.process.destroyForcibly();
        }
    }
}
