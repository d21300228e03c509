package io.aman.local.ops;

import io.aman.local.ops.Check.Failed;
import io.aman.local.ops.Check.Passed;
import io.aman.local.ops.Check.Skipped;
import io.aman.local.tool.Folders;
import io.aman.local.tool.Toolbox;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What operators deploy, checked: everything that can be without a cluster, and by name what cannot. */
public final class Ops {

    private static final String PROMETHEUS = missing("promtool", "prometheus");

    private final Path root;
    private final Toolbox tools;

    /** @param root of the checkout */
    public Ops(Path root, Toolbox tools) {
        this.root = root;
        this.tools = tools;
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
        var checks = new ArrayList<>(OverlayCheck.in(root, tools.find("kubectl"), schemas));
        checks.add(new FixtureCheck(root.resolve("ops/policies")));
        checks.add(new ComposeCheck(root, schemas));
        checks.add(new AlertsCheck(root));
        checks.add(new PropertyCheck(root));
        checks.add(new GuideCheck(root));
        checks.add(new ReleasedProperties(root));
        checks.add(new Generated(root));
        checks.addAll(prometheus());
        checks.add(compose());
        return checks;
    }

    private List<Check> prometheus() {
        var promtool = tools.find("promtool", "prometheus");
        var amtool = tools.find("amtool", "prometheus-alertmanager");
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
                        missing("amtool", "prometheus-alertmanager")));
    }

    private static String missing(String program, String debianPackage) {
        return "%s is not on the PATH, and Debian's package %s could not be had".formatted(program, debianPackage);
    }

    private static List<String> arguments(List<String> words, Path folder) {
        var arguments = new ArrayList<>(words);
        Folders.list(folder, ".yml").forEach(file -> arguments.add(String.valueOf(file.getFileName())));
        return arguments;
    }

    private Check compose() {
        var docker = tools.find("docker")
                .filter(tool -> tool.run(root, "compose", "version").isGood());
        return new ToolCheck(
                "docker compose config",
                docker,
                root,
                List.of("compose", "--profile", "full", "config", "--quiet"),
                "docker compose is not on the PATH");
    }
}
