package io.aman.local.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.local.watch.Dashboard.Kind;
import io.aman.local.watch.Dashboard.Panel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The dashboards as pages on loopback, for a machine without a Grafana: each panel's queries over the last quarter of an
 * hour, or since they are served, where that is less. What Grafana adds (other spans of time, zooming, alerts in charts)
 * is not here.
 */
public final class DashboardPages implements AutoCloseable {

    private static final Duration SHOWN = Duration.ofMinutes(15);
    private static final Duration SHOWN_AT_LEAST = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final HttpServer server;
    private final List<Dashboard> dashboards;
    private final Prometheus prometheus;
    private final Clock clock;
    private final Instant begun;

    private DashboardPages(HttpServer server, List<Dashboard> dashboards, Prometheus prometheus, Clock clock) {
        this.server = server;
        this.dashboards = dashboards;
        this.prometheus = prometheus;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** @param port on loopback */
    public static DashboardPages serve(List<Dashboard> dashboards, Prometheus prometheus, int port, Clock clock) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var pages = new DashboardPages(server, List.copyOf(dashboards), prometheus, clock);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", pages::answer);
            server.start();
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the list of them is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var found = path.equals("/")
                    ? dashboards.stream().findFirst()
                    : dashboards.stream()
                            .filter(dashboard -> path.equals("/" + dashboard.uid()))
                            .findFirst();
            var page = found.map(this::page).orElseGet(() -> Html.page("Nothing here", navigation()));
            var bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            exchange.sendResponseHeaders(found.isPresent() ? OK : NOT_FOUND, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String navigation() {
        return dashboards.stream()
                .map(dashboard -> "<a href=\"/%s\">%s</a>".formatted(dashboard.uid(), Html.escaped(dashboard.title())))
                .collect(Collectors.joining("", "<nav>", "</nav>"));
    }

    private String page(Dashboard dashboard) {
        var now = clock.instant();
        var panels = dashboard.panels().stream()
                .map(panel -> "<section style=\"grid-column: span %d\"><h2>%s</h2>%s</section>"
                        .formatted(panel.width(), Html.escaped(panel.title()), shown(panel, now)))
                .collect(Collectors.joining());
        return Html.page(
                dashboard.title(),
                "%s<h1>%s</h1><main>%s</main>".formatted(navigation(), Html.escaped(dashboard.title()), panels));
    }

    private String shown(Panel panel, Instant now) {
        var from = from(begun, now);
        var series = panel.queries().stream()
                .flatMap(query ->
                        Series.of(prometheus.query(query.expression(), from, now, STEP), query.legend()).stream())
                .toList();
        return panel.kind() == Kind.LINES
                ? new Chart(series, panel.unit(), from, now).html()
                : numbers(series, panel.unit());
    }

    /** Before that nobody looked: there would be nothing but an empty chart with a stroke at its right end. */
    static Instant from(Instant begun, Instant now) {
        var latest = now.minus(SHOWN_AT_LEAST);
        var earliest = now.minus(SHOWN);
        var since = begun.isBefore(latest) ? begun : latest;
        return since.isBefore(earliest) ? earliest : since;
    }

    private static String numbers(List<Series> series, String unit) {
        return series.stream()
                .map(one -> "<p class=\"number\">%s <small>%s</small></p>"
                        .formatted(Html.escaped(Unit.text(one.last(), unit)), Html.escaped(one.name())))
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
