package io.aman.local.ops;

import io.aman.local.tool.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules, dashboards and runbooks: that they speak of metrics that there are, and of each other. */
record AlertsCheck(Path root) implements Check {

    private static final Set<String> SEVERITIES = Set.of("page", "ticket");

    @Override
    public String name() {
        return "alerts, dashboards and runbooks";
    }

    @Override
    public Outcome run() {
        var rules = Folders.list(root.resolve("ops/prometheus/rules"), ".yml").stream()
                .flatMap(file -> Yaml.document(file).path("groups").valueStream())
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
        var known = new HashSet<>(Catalogue.of(root).all());
        rules.forEach(rule -> known.add(rule.path("record").asString("")));
        var complaints = new ArrayList<String>();
        rules.forEach(rule -> complaints.addAll(complaints(rule, known)));
        complaints.addAll(cases(rules));
        var dashboards = Folders.list(root.resolve("ops/grafana/dashboards"), ".json");
        var uids = new HashSet<String>();
        dashboards.forEach(file -> complaints.addAll(dashboard(file, known, uids)));
        return Check.of(complaints, "%d rules, %d dashboards".formatted(rules.size(), dashboards.size()));
    }

    private List<String> complaints(JsonNode rule, Set<String> known) {
        var complaints = new ArrayList<String>();
        var alert = rule.path("alert").asString("");
        var name = alert.isEmpty() ? rule.path("record").asString("") : alert;
        unknown(rule.path("expr").asString(""), known)
                .forEach(metric -> complaints.add("%s reads %s, which nobody has".formatted(name, metric)));
        if (alert.isEmpty()) {
            return complaints;
        }
        if (!SEVERITIES.contains(rule.path("labels").path("severity").asString(""))) {
            complaints.add(alert + " says neither page nor ticket");
        }
        var annotations = rule.path("annotations");
        if (annotations.path("summary").asString("").isBlank()) {
            complaints.add(alert + " has no summary");
        }
        var runbook = annotations.path("runbook").asString("none");
        if (!Files.isRegularFile(root.resolve(runbook))) {
            complaints.add("%s has no runbook at %s".formatted(alert, runbook));
        }
        return complaints;
    }

    private static Stream<String> unknown(String expression, Set<String> known) {
        return Expressions.metrics(expression).stream().filter(metric -> !known.contains(metric));
    }

    /** That each alert has a case where it fires and one where it does not. */
    private List<String> cases(List<JsonNode> rules) {
        var firing = new HashSet<String>();
        var silent = new HashSet<String>();
        Folders.list(root.resolve("ops/prometheus/tests"), ".yml").stream()
                .flatMap(file -> Yaml.document(file).path("tests").valueStream())
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .forEach(test -> (test.path("exp_alerts").isEmpty() ? silent : firing)
                        .add(test.path("alertname").asString("")));
        return rules.stream()
                .map(rule -> rule.path("alert").asString(""))
                .filter(alert -> !alert.isEmpty())
                .distinct()
                .flatMap(alert -> Stream.of(
                                firing.contains(alert) ? "" : "no case shows %s firing".formatted(alert),
                                silent.contains(alert) ? "" : "no case shows %s silent".formatted(alert))
                        .filter(complaint -> !complaint.isEmpty()))
                .toList();
    }

    private static List<String> dashboard(Path file, Set<String> known, Set<String> uids) {
        var complaints = new ArrayList<String>();
        var dashboard = Yaml.json(file);
        var name = file.getFileName();
        if (!uids.add(dashboard.path("uid").asString(""))
                || dashboard.path("title").asString("").isBlank()) {
            complaints.add(name + " has no uid of its own or no title");
        }
        for (var panel : dashboard.path("panels")) {
            var title = panel.path("title").asString("");
            var isRow = panel.path("type").asString("").equals("row");
            if (title.isBlank() || (!isRow && panel.path("targets").isEmpty())) {
                complaints.add("%s: a panel has no title or no query: %s".formatted(name, title));
            }
            for (var target : panel.path("targets")) {
                unknown(target.path("expr").asString(""), known)
                        .forEach(metric ->
                                complaints.add("%s: %s reads %s, which nobody has".formatted(name, title, metric)));
            }
        }
        return complaints;
    }
}
