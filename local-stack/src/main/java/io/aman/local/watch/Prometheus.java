package io.aman.local.watch;

import io.aman.local.tool.Tool;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A Prometheus that scrapes services of this machine and evaluates the rules of the checkout. */
public final class Prometheus implements AutoCloseable {

    /** Short, so that a rate can be told soon; a production's is in {@code ops/prometheus/compose.yml}. */
    static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(2);

    private static final String CONFIGURATION = "prometheus.yml";

    private final Server server;

    private Prometheus(Server server) {
        this.server = server;
    }

    /**
     * Starts it, with an empty store; {@link #awaitReady} says when it answers.
     *
     * @param folder for its store, configuration and log; emptied first
     * @param port it listens on, on loopback
     * @param rules folder of rule files
     * @param services ports of loopback that answer {@code /actuator/prometheus}
     * @param alertmanagers ports of loopback
     */
    public static Prometheus start(
            Tool program,
            Path folder,
            int port,
            Path rules,
            Collection<Integer> services,
            Collection<Integer> alertmanagers) {
        var arguments = List.of(
                "--config.file=" + CONFIGURATION,
                "--storage.tsdb.path=store",
                "--storage.tsdb.retention.time=1d",
                "--web.listen-address=127.0.0.1:" + port);
        var configuration = configuration(rules, services, alertmanagers);
        return new Prometheus(Server.start(
                program,
                folder,
                Map.entry(CONFIGURATION, configuration),
                arguments,
                URI.create("http://127.0.0.1:" + port)));
    }

    private static String configuration(Path rules, Collection<Integer> services, Collection<Integer> alertmanagers) {
        var seconds = SCRAPE_INTERVAL.toSeconds();
        return """
                global: {scrape_interval: %ds, evaluation_interval: %ds}
                rule_files: ["%s/*.yml"]
                alerting: {alertmanagers: [{static_configs: [{targets: [%s]}]}]}
                scrape_configs:
                  - job_name: aman
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: [%s]}]
                """.formatted(seconds, seconds, rules.toAbsolutePath(), targets(alertmanagers), targets(services));
    }

    private static String targets(Collection<Integer> ports) {
        return ports.stream().map("'127.0.0.1:%d'"::formatted).collect(Collectors.joining(", "));
    }

    public URI address() {
        return server.address();
    }

    /** @throws IllegalStateException where it ends, or takes longer than a minute */
    public void awaitReady() {
        server.await("to be ready", () -> server.answers("/-/ready"));
    }

    /** Waits until it has read each of the services twice, so that rates can be told. */
    public void awaitScrapes(int services) {
        server.await(
                "to have read %d services twice".formatted(services),
                () -> value("count(count_over_time(up{job=\"aman\"}[1h]) >= 2 and up{job=\"aman\"} == 1)") >= services);
    }

    /** Of a query with at most one result; 0 where there is none. */
    double value(String expression) {
        return query(expression)
                .path("data")
                .path("result")
                .path(0)
                .path("value")
                .path(1)
                .asDouble(0);
    }

    /** What Prometheus answers to an instant query, errors included; {@code status} tells. */
    public JsonNode query(String expression) {
        return server.get("/api/v1/query?query=" + encoded(expression));
    }

    /** The same over a time, with a value for each step. */
    JsonNode query(String expression, Instant from, Instant to, Duration step) {
        return server.get("/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(encoded(expression), from.getEpochSecond(), to.getEpochSecond(), step.toSeconds()));
    }

    private static String encoded(String expression) {
        return URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    /** The names of all metrics that there are. */
    public Set<String> metrics() {
        return server.get("/api/v1/label/__name__/values")
                .path("data")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All rules, each evaluated once at least. */
    public List<JsonNode> rules() {
        server.await(
                "to have evaluated its rules",
                () -> loadedRules().stream()
                        .noneMatch(rule -> rule.path("health").asString("").equals("unknown")));
        return loadedRules();
    }

    private List<JsonNode> loadedRules() {
        return server.get("/api/v1/rules")
                .path("data")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
