package io.aman.local.watch;

import io.aman.local.tool.Folders;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard of {@code ops/grafana/dashboards}, as far as it says what is asked and how it is shown. */
public record Dashboard(String uid, String title, List<Panel> panels) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What Grafana puts in place of its own variable; long enough for a rate of what is scraped each 15 seconds. */
    private static final String INTERVAL = "$__rate_interval";

    private static final String RATE_OVER = "1m";

    /**
     * A question to Prometheus.
     *
     * @param legend what a series is called; labels stand in it as {@code {{label}}}
     */
    public record Query(String expression, String legend) {}

    /**
     * One chart, or one number.
     *
     * @param unit as Grafana calls it: {@code reqps}, {@code percentunit}, {@code s}
     * @param width of 24 columns
     */
    public record Panel(String title, Kind kind, String unit, int width, List<Query> queries) {}

    /** How a panel shows what it asks for. */
    public enum Kind {
        NUMBER,
        LINES
    }

    /** All of a checkout, by their files' names. */
    public static List<Dashboard> all(Path root) {
        return Folders.list(root.resolve("ops/grafana/dashboards"), ".json").stream()
                .map(file -> of(JSON.readTree(file)))
                .toList();
    }

    static Dashboard of(JsonNode json) {
        return new Dashboard(
                json.path("uid").asString(),
                json.path("title").asString(),
                json.path("panels").valueStream().map(Dashboard::panel).toList());
    }

    private static Panel panel(JsonNode json) {
        var kind = json.path("type").asString();
        return new Panel(
                json.path("title").asString(),
                switch (kind) {
                    case "stat" -> Kind.NUMBER;
                    case "timeseries" -> Kind.LINES;
                    default -> throw new IllegalArgumentException("a panel is " + kind);
                },
                json.at("/fieldConfig/defaults/unit").asString("short"),
                json.at("/gridPos/w").asInt(8),
                json.path("targets").valueStream().map(Dashboard::query).toList());
    }

    private static Query query(JsonNode json) {
        return new Query(
                json.path("expr").asString().replace(INTERVAL, RATE_OVER),
                json.path("legendFormat").asString(""));
    }
}
