package io.aman.local.ops;

import io.aman.local.watch.Dashboard;
import io.aman.local.watch.Prometheus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What Prometheus, which scrapes a running stack, makes of each query and rule: that it understands them, and that what
 * they read is there.
 */
public final class LiveCheck {

    private final Path root;
    private final Prometheus prometheus;

    /** @param prometheus has scraped the stack */
    public LiveCheck(Path root, Prometheus prometheus) {
        this.root = root;
        this.prometheus = prometheus;
    }

    /** A query of a panel. */
    private record Query(String where, String expression) {}

    /** @return a line for each thing that is wrong */
    public List<String> complaints() {
        var rules = prometheus.rules();
        var known = new TreeSet<>(prometheus.metrics());
        var catalogue = Catalogue.of(root);
        var complaints = new ArrayList<String>();
        catalogue.always().stream()
                .filter(metric -> !known.contains(metric))
                .forEach(metric -> complaints.add("metrics.txt: no service shows " + metric));
        known.addAll(catalogue.sometimes());
        known.addAll(recorded(rules));
        rules.forEach(rule -> complaints.addAll(complaints(rule, known)));
        queries().forEach(query -> complaints.addAll(complaints(query, known)));
        return complaints;
    }

    private static Set<String> recorded(List<JsonNode> rules) {
        return rules.stream()
                .filter(rule -> rule.path("type").asString("").equals("recording"))
                .map(rule -> rule.path("name").asString(""))
                .collect(Collectors.toSet());
    }

    private static List<String> complaints(JsonNode rule, Set<String> known) {
        var name = rule.path("name").asString("");
        var error = rule.path("lastError").asString("");
        return error.isEmpty()
                ? missing(name, rule.path("query").asString(""), known)
                : List.of("%s cannot be evaluated: %s".formatted(name, error));
    }

    private List<String> complaints(Query query, Set<String> known) {
        var answer = prometheus.query(query.expression());
        return answer.path("status").asString("").equals("success")
                ? missing(query.where(), query.expression(), known)
                : List.of("%s: %s".formatted(query.where(), answer.path("error").asString("no answer")));
    }

    private static List<String> missing(String where, String expression, Set<String> known) {
        return Expressions.metrics(expression).stream()
                .filter(metric -> !known.contains(metric))
                .map(metric -> "%s reads %s, which no service shows".formatted(where, metric))
                .toList();
    }

    private List<Query> queries() {
        return Dashboard.all(root).stream()
                .flatMap(dashboard -> dashboard.panels().stream()
                        .flatMap(panel -> panel.queries().stream()
                                .map(query -> new Query(
                                        "%s: %s".formatted(dashboard.uid(), panel.title()), query.expression()))))
                .toList();
    }
}
