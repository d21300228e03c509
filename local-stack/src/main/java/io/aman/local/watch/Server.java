package io.aman.local.watch;

import io.aman.local.tool.Folders;
import io.aman.local.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program of somebody else's that serves HTTP on loopback until it is closed. */
final class Server implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    private Server(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /**
     * @param folder it runs in, with its configuration and its log; emptied first
     * @param configuration by the name of its file
     */
    static Server start(
            Tool program, Path folder, Map.Entry<String, String> configuration, List<String> arguments, URI address) {
        var log = folder.resolve("log");
        try {
            if (Files.exists(folder)) {
                Folders.delete(folder);
            }
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(configuration.getKey()), configuration.getValue());
            var process = new ProcessBuilder(program.command(arguments))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            return new Server(process, log, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return address;
    }

    boolean answers(String path) {
        try {
            return send(path).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** The JSON of an answer, whatever its status. */
    JsonNode get(String path) {
        try {
            return json.readTree(send(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException where the answer is none of the good ones */
    void post(String path, String body) {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        try {
            var status = send(request).statusCode();
            if (status != 200) {
                throw new IllegalStateException("%s is answered by %d".formatted(path, status));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String path) throws IOException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    /**
     * @param what it is waited for, for the message
     * @throws IllegalStateException where the program ends meanwhile, or it takes longer than a minute
     */
    void await(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended, waited for %s: see %s".formatted(what, log));
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain for it %s: see %s".formatted(what, log));
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException _) {
                throw interrupted();
            }
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted");
    }
}
