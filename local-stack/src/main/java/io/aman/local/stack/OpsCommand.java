package io.aman.local.stack;

import io.aman.local.ops.LiveCheck;
import io.aman.local.ops.Ops;
import io.aman.local.tool.Folders;
import io.aman.local.tool.Toolbox;
import io.aman.local.watch.Dashboard;
import io.aman.local.watch.DashboardPages;
import io.aman.local.watch.Prometheus;
import io.aman.local.watch.Watch;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The launcher's {@code ops}: what those need who run the suite elsewhere, and watch it here. */
final class OpsCommand {

    /** Above the gateway's port: 9190, as in {@code docker-compose.yml}. */
    private static final int PROMETHEUS = 1110;

    private static final int ALERTMANAGER = 1113;

    private static final int DASHBOARDS = 1116;

    private final LocalStack stack;
    private final Path root;
    private final Toolbox tools;
    private final PrintStream out;

    OpsCommand(LocalStack stack, Path root, Toolbox tools, PrintStream out) {
        this.stack = stack;
        this.root = root;
        this.tools = tools;
        this.out = out;
    }

    int run(String command) {
        return switch (command) {
            case "check" -> new Ops(root, tools).check(out) ? 0 : 1;
            case "live" -> live();
            case "watch" -> watch();
            case "write" -> {
                new Ops(root, tools).write(out);
                yield 0;
            }
            case "secrets" -> {
                stack.installation().makeSecrets();
                out.println("secrets are in " + stack.installation().folder().resolve("secrets"));
                yield 0;
            }
            case "train" -> train();
            default -> throw new StackFailure.Unknown("`./aman ops` takes check, live, watch, write, secrets or train");
        };
    }

    private int live() {
        requireStack();
        var services = stack.ports().management();
        var program = tools.find("prometheus", "prometheus")
                .orElseThrow(() -> missing("prometheus is not on the PATH, and Debian's package of that name"));
        try (var prometheus =
                Prometheus.start(program, folder("live"), port(PROMETHEUS), rules(), services, List.of())) {
            prometheus.awaitReady();
            prometheus.awaitScrapes(services.size());
            var complaints = new LiveCheck(root, prometheus).complaints();
            complaints.forEach(out::println);
            out.printf("%d complaints%n", complaints.size());
            return complaints.isEmpty() ? 0 : 1;
        }
    }

    /** Until it is interrupted. */
    private int watch() {
        requireStack();
        var places = new Watch.Places(
                port(PROMETHEUS),
                port(ALERTMANAGER),
                stack.ports().smtp(),
                stack.ports().notification(),
                stack.alertmanagerToken(),
                stack.ports().management());
        try (var watch = Watch.start(programs(), root.resolve("ops"), folder("watch"), places);
                var pages = DashboardPages.serve(
                        Dashboard.all(root), watch.prometheus(), port(DASHBOARDS), Clock.systemUTC())) {
            Runtime.getRuntime().addShutdownHook(new Thread(watch::close, "end of watch"));
            out.println("  dashboards          " + pages.address());
            out.println("  metrics and rules   " + watch.prometheus().address());
            out.println("  alerts              " + watch.alertmanager().address());
            out.println("  their mails         " + stack.ports().mailUri());
            out.println("Ctrl-C ends it.");
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StackFailure.Interrupted();
        }
    }

    /** What is left behind where that fails are its logs. */
    private int train() {
        var tar = tools.find("tar").orElseThrow(() -> new StackFailure.Unknown("tar is not on the PATH"));
        var state = stack.installation().folder().resolve("train");
        if (Files.exists(state)) {
            Folders.delete(state);
        }
        new AotTraining(root, tar, out).run(state);
        Folders.delete(state);
        return 0;
    }

    private void requireStack() {
        if (!stack.isUp()) {
            throw new StackFailure.Unknown("the stack is not up; `./aman up` starts it");
        }
    }

    private Watch.Programs programs() {
        return Watch.Programs.find(tools)
                .orElseThrow(() -> missing("prometheus and prometheus-alertmanager are not on the PATH,"
                        + " and Debian's packages of these names"));
    }

    private static StackFailure missing(String what) {
        return new StackFailure.Unknown(what + " could not be had");
    }

    private int port(int aboveGateway) {
        return stack.ports().gateway() + aboveGateway;
    }

    private Path rules() {
        return root.resolve("ops/prometheus/rules");
    }

    private Path folder(String name) {
        return stack.installation().folder().resolve("run").resolve(name);
    }
}
