package io.aman.local.ops;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The metrics that rules and dashboards may read, as {@code ops/prometheus/metrics.txt} lists them: a name a line, behind
 * a question mark where a stack need not show it; {@code #} begins a remark.
 *
 * @param always shown by a stack that runs
 * @param sometimes begin with the first time that there is something to count, or are other programs'
 */
record Catalogue(Set<String> always, Set<String> sometimes) {

    private static final String SOMETIMES = "?";

    static Catalogue of(Path root) {
        var catalogue = new Catalogue(new TreeSet<>(), new TreeSet<>());
        Yaml.text(root.resolve("ops/prometheus/metrics.txt"))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(catalogue::add);
        return catalogue;
    }

    private void add(String line) {
        if (line.startsWith(SOMETIMES)) {
            sometimes.add(line.substring(SOMETIMES.length()).strip());
        } else {
            always.add(line);
        }
    }

    Set<String> all() {
        var all = new TreeSet<>(always);
        all.addAll(sometimes);
        return all;
    }
}
