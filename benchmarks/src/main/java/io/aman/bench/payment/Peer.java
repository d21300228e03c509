package io.aman.bench.payment;

import io.aman.bench.BenchStacks.Running;
import io.aman.bench.CpuTime;
import io.aman.bench.plain.PlainShop;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The plain service as a process, with the JVM options that payment-service has and on the same database server. */
final class Peer implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final URI address;

    private Peer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** @param sizes of documents in the three states that last */
    static Peer beside(Running running, Sizes sizes) {
        var stack = running.stack();
        var port = Ports.free();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(stack.jvmOptions("payment-service"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PlainShop.class.getName()));
        command.add("--server.address=127.0.0.1");
        command.add("--server.port=" + port);
        command.add("--spring.main.banner-mode=off");
        command.add("--spring.threads.virtual.enabled=true");
        command.add("--spring.mongodb.uri=" + stack.ports().mongoUri("plain"));
        command.add("--plain.jwks=" + running.issuer().jwks());
        command.add("--plain.provider=" + stack.ports().sandboxUri() + "/stripe");
        command.add("--plain.created=" + sizes.created());
        command.add("--plain.authorized=" + sizes.authorized());
        command.add("--plain.captured=" + sizes.captured());
        var log = running.folder().resolve("log").resolve("plain.log").toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("PLAIN_APIKEY", stack.secret("payment-service", "payment.provider.stripe.api-key"));
        try {
            return new Peer(builder.start(), stack.ports().http(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return address;
    }

    CpuTime in(CpuTime time) {
        return time.and("plain", process.toHandle());
    }

    /** Returns when it answers. */
    Peer ready() {
        var deadline = System.nanoTime() + READY_LIMIT.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (process.isAlive() && System.nanoTime() < deadline) {
                if (answers(http)) {
                    return this;
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        throw new IllegalStateException("the plain service does not start; see plain.log");
    }

    private boolean answers(HttpClient http) {
        try {
            http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
            return true;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
