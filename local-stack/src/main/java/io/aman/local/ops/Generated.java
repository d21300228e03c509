package io.aman.local.ops;

import io.aman.local.tool.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Files that are made from others and kept beside them, so that whoever reads needs no tool. */
record Generated(Path root) implements Check {

    private static final String GROUP = "    - name: ";

    /** The operator's Alertmanager hands on what says its namespace, which most of our sums leave out. */
    private static final String NAMESPACE = "\n      labels: {namespace: aman}";

    @Override
    public String name() {
        return "generated files";
    }

    @Override
    public Outcome run() {
        var files = all();
        List<String> stale = files.entrySet().stream()
                .filter(file -> !isFresh(file.getKey(), file.getValue()))
                .map(file -> file.getKey() + " is not what it is made from; ./aman ops write makes it again")
                .toList();
        return Check.of(stale, String.join(", ", files.keySet()));
    }

    private boolean isFresh(String name, String content) {
        var file = root.resolve(name);
        return Files.isRegularFile(file) && Yaml.text(file).equals(content);
    }

    /** Writes them all; answers with their names. */
    List<String> write() {
        var files = all();
        files.forEach((name, content) -> {
            try {
                Files.writeString(root.resolve(name), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return List.copyOf(files.keySet());
    }

    private Map<String, String> all() {
        var files = new LinkedHashMap<String, String>();
        files.put("docs/configuration.md", ConfigurationReference.of(root));
        files.put("k8s/components/observability/prometheus-rule.yaml", prometheusRule());
        return files;
    }

    /** The rules as the Prometheus operator takes them. */
    private String prometheusRule() {
        var groups = Folders.list(root.resolve("ops/prometheus/rules"), ".yml").stream()
                .flatMap(file -> Yaml.text(file).lines())
                .filter(line -> !line.equals("groups:") && !line.startsWith("#"))
                .map(line -> line.isBlank() ? "" : "  " + line)
                .map(line -> line.startsWith(GROUP) ? line + NAMESPACE : line)
                .collect(Collectors.joining("\n"));
        return """
                # Made of ops/prometheus/rules by ./aman ops write.
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: aman
                spec:
                  groups:
                """ + groups + "\n";
    }
}
