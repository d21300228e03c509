package io.aman.local.ops;

import io.aman.local.ops.Check.Failed;
import io.aman.local.ops.Check.Passed;
import io.aman.local.ops.Check.Skipped;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What operators deploy, checked: everything that can be without a cluster, and by name what cannot. */
public final class Ops {

    private static final String PROMETHEUS = "promtool is not on the PATH; Debian's package prometheus has it";

    private final Path root;
    private final String path;

    /**
     * @param root of the checkout
     * @param path folders where programs are looked for
     */
    public Ops(Path root, String path) {
        this.root = root;
        this.path = path;
    }

    /**
     * Prints a line for each check.
     *
     * @return whether none failed; one that was skipped has not
     */
    public boolean check(PrintStream out) {
        int failed = 0;
        int skipped = 0;
        for (var check : checks()) {
            switch (run(check)) {
                case Passed passed -> out.printf("ok       %-32s %s%n", check.name(), passed.detail());
                case Skipped skip -> {
                    skipped++;
                    out.printf("skipped  %-32s %s%n", check.name(), skip.reason());
                }
                case Failed failure -> {
                    failed++;
                    out.printf("FAILED   %s%n", check.name());
                    failure.complaints().forEach(complaint -> out.println("           " + complaint));
                }
            }
        }
        out.printf("%d failed, %d skipped, %d passed%n", failed, skipped, checks().size() - failed - skipped);
        return failed == 0;
    }

    /** A file that cannot be read is a complaint like others, not the end of all checks. */
    private static Check.Outcome run(Check check) {
        try {
            return check.run();
        } catch (IllegalArgumentException | java.io.UncheckedIOException | tools.jackson.core.JacksonException e) {
            return new Failed(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** Writes what is made from other files; prints their names. */
    public void write(PrintStream out) {
        new Generated(root).write().forEach(name -> out.println("wrote " + name));
    }

    List<Check> checks() {
        var schemas = Schemas.in(root.resolve("ops/schemas"));
        var checks = new ArrayList<>(OverlayCheck.in(root, Tool.find("kubectl", path), schemas));
        checks.add(new FixtureCheck(root.resolve("ops/policies")));
        checks.add(new ComposeCheck(root, schemas));
        checks.add(new AlertsCheck(root));
        checks.add(new PropertyCheck(root));
        checks.add(new Generated(root));
        checks.addAll(prometheus());
        checks.add(compose());
        return checks;
    }

    private List<Check> prometheus() {
        var promtool = Tool.find("promtool", path);
        var amtool = Tool.find("amtool", path);
        var folder = root.resolve("ops/prometheus");
        return List.of(
                new ToolCheck(
                        "promtool config", promtool, folder, List.of("check", "config", "compose.yml"), PROMETHEUS),
                new ToolCheck(
                        "promtool rules",
                        promtool,
                        folder.resolve("tests"),
                        arguments(List.of("test", "rules"), folder.resolve("tests")),
                        PROMETHEUS),
                new ToolCheck(
                        "amtool config",
                        amtool,
                        root.resolve("ops/alertmanager"),
                        List.of("check-config", "alertmanager.yml"),
                        "amtool is not on the PATH; Debian's package prometheus-alertmanager has it"));
    }

    private static List<String> arguments(List<String> words, Path folder) {
        var arguments = new ArrayList<>(words);
        Folders.list(folder, ".yml").forEach(file -> arguments.add(String.valueOf(file.getFileName())));
        return arguments;
    }

    private Check compose() {
        var docker = Tool.find("docker", path)
                .filter(tool -> tool.run(root, "compose", "version").isGood());
        return new ToolCheck(
                "docker compose config",
                docker,
                root,
                List.of("compose", "--profile", "full", "config", "--quiet"),
                "docker compose is not on the PATH");
    }
}
