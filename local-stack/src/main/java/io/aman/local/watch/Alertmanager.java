package io.aman.local.watch;

import io.aman.local.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An Alertmanager on this machine. */
public final class Alertmanager implements AutoCloseable {

    private final Server server;

    private Alertmanager(Server server) {
        this.server = server;
    }

    /**
     * Starts it; {@link #awaitReady} says when it answers.
     *
     * @param folder for its store, configuration and log; what lies in it is overwritten
     * @param port it listens on, on loopback
     * @param configuration as in {@code alertmanager.yml}
     */
    public static Alertmanager start(Tool program, Path folder, int port, String configuration) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("alertmanager.yml"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var arguments = List.of(
                "--config.file=alertmanager.yml",
                "--storage.path=store",
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port);
        return new Alertmanager(Server.start(program, folder, arguments, URI.create("http://127.0.0.1:" + port)));
    }

    /** Where alerts are listed and silenced. */
    public URI address() {
        return server.address();
    }

    /** @throws IllegalStateException where it ends, or takes longer than a minute */
    public void awaitReady() {
        server.await("to be ready", () -> server.answers("/-/ready"));
    }

    /** Tells it of an alert, as a Prometheus does; one with an end in the past is over. */
    public void tell(String alertsAsJson) {
        server.post("/api/v2/alerts", alertsAsJson);
    }

    @Override
    public void close() {
        server.close();
    }
}
