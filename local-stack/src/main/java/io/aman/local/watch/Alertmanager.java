package io.aman.local.watch;

import io.aman.local.tool.Tool;
import io.aman.local.tool.Toolbox;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An Alertmanager on this machine. */
public final class Alertmanager implements AutoCloseable {

    /** Debian's reads its templates here and nowhere else. */
    private static final Path TEMPLATES = Path.of("/usr/share/prometheus/alertmanager");

    private static final String CONFIGURATION = "alertmanager.yml";

    private static final String IN_PLACE = "mount --bind \"$0\" /usr/share && exec \"$@\"";

    private final Server server;

    private Alertmanager(Server server) {
        this.server = server;
    }

    /**
     * One that can be started: where Debian's is unpacked and not installed, it sees its package's {@code /usr/share} in
     * place of the machine's. Empty where it cannot be had, or the system lets nobody arrange that.
     */
    static Optional<Tool> find(Toolbox tools) {
        return tools.find("prometheus-alertmanager", "prometheus-alertmanager").flatMap(program -> {
            var share = program.file().resolveSibling("../share").normalize().toAbsolutePath();
            return Files.isDirectory(TEMPLATES) || !share.endsWith("usr/share")
                    ? Optional.of(program)
                    : tools.find("unshare").flatMap(unshare -> seeing(share, unshare, program));
        });
    }

    private static Optional<Tool> seeing(Path share, Tool unshare, Tool program) {
        var inPlace = new Tool(
                program.file(),
                List.of(
                        unshare.file().toString(),
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        IN_PLACE,
                        share.toString()));
        return inPlace.run(share, "--version").isGood() ? Optional.of(inPlace) : Optional.empty();
    }

    /**
     * Starts it; {@link #awaitReady} says when it answers.
     *
     * @param folder for its store, configuration and log; emptied first
     * @param port it listens on, on loopback
     * @param configuration as in {@code alertmanager.yml}
     */
    public static Alertmanager start(Tool program, Path folder, int port, String configuration) {
        var arguments = List.of(
                "--config.file=" + CONFIGURATION,
                "--storage.path=store",
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port);
        return new Alertmanager(Server.start(
                program,
                folder,
                Map.entry(CONFIGURATION, configuration),
                arguments,
                URI.create("http://127.0.0.1:" + port)));
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
