package io.aman.local.stack;

import io.aman.local.tool.Toolbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The launcher's commands, as a person types them; each ends with an exit code and says one line where it failed. */
final class Cli {

    private static final int USAGE = 2;

    private static final int NOT_UP = 3;

    private final LocalStack stack;
    private final PortOffset offset;
    private final Path root;
    private final Toolbox tools;
    private final InputStream in;
    private final PrintStream out;

    Cli(LocalStack stack, PortOffset offset, Path root, Toolbox tools, InputStream in, PrintStream out) {
        this.stack = stack;
        this.offset = offset;
        this.root = root;
        this.tools = tools;
        this.in = in;
        this.out = out;
    }

    /** On the stack of a checkout, whose state is kept in its folder {@code .aman}. */
    static Cli of(Path root, Map<String, String> environment, InputStream in, PrintStream out) {
        var state = root.resolve(".aman");
        var offset = new PortOffset(new Installation(state), environment);
        return new Cli(
                LocalStack.on(root, state, offset.ports()),
                offset,
                root,
                new Toolbox(state.resolve("tools"), environment.getOrDefault("PATH", "")),
                in,
                out);
    }

    /** Runs one command and turns what failed into one line and an exit code. */
    static int run(Supplier<Cli> cli, List<String> words, PrintStream err) {
        try {
            return cli.get().run(words);
        } catch (StackFailure failure) {
            err.println("aman: " + failure.getMessage());
            return failure instanceof StackFailure.Unknown ? USAGE : 1;
        } catch (UncheckedIOException failure) {
            err.println("aman: " + failure.getCause());
            return 1;
        }
    }

    private int run(List<String> words) {
        var command = words.isEmpty() ? "" : words.getFirst();
        var rest = words.stream().skip(1).toList();
        return switch (command) {
            case "up" -> up();
            case "down" -> down();
            case "status" -> status();
            case "restart" -> restart(rest);
            case "logs" -> logs(rest);
            case "reset" -> reset(rest);
            case "backup" -> backup(folder(rest));
            case "restore" -> restore(folder(rest));
            case "demo" -> demo(rest);
            case "ops" -> ops(rest);
            default -> throw new StackFailure.Unknown("no command is named '" + command + "'; see `./aman help`");
        };
    }

    private int up() {
        if (stack.isUp()) {
            out.println("already up");
        } else {
            start();
        }
        out.println();
        out.println("  gateway   " + stack.gateway());
        out.println("  mail      " + stack.ports().mailUri() + "  (what was sent is caught here)");
        out.println("  sign in   " + stack.adminEmail() + "  " + stack.adminPassword());
        return 0;
    }

    private void start() {
        Preflight.memoryHint().ifPresent(hint -> out.println("note: " + hint));
        offset.remember();
        var begin = System.nanoTime();
        var onInterrupt = new Thread(stack::callOff, "call-off");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        stack.start(out::println);
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException _) {
            throw new StackFailure.Interrupted(); // came up in the moment it was interrupted
        }
        out.printf("up in %.1f s%n", (System.nanoTime() - begin) / 1e9);
    }

    private int down() {
        if (stack.installation().anythingRuns()) {
            stack.stop(out::println);
        } else {
            out.println("nothing runs");
        }
        return 0;
    }

    private int restart(List<String> rest) {
        stack.upkeep().replace(rest, out::println);
        return 0;
    }

    private int status() {
        var table = Status.of(stack.processes(), Clock.systemUTC());
        table.lines().forEach(out::println);
        return table.allUp() ? 0 : NOT_UP;
    }

    private int logs(List<String> rest) {
        new LogFollower(stack, out).follow(rest.isEmpty() ? stack.names() : rest);
        return 0;
    }

    private int reset(List<String> rest) {
        var running = stack.names().stream().filter(stack::isRunning).collect(Collectors.joining(", "));
        if (!running.isEmpty()) {
            throw new StackFailure.StillRunning(running);
        }
        if (!rest.contains("--yes") && !confirmed()) {
            out.println("nothing was deleted");
            return 1;
        }
        stack.installation().clear();
        out.println("data, secrets and logs are deleted");
        return 0;
    }

    private boolean confirmed() {
        out.print("This deletes all data, secrets and logs in "
                + stack.installation().folder() + ". Go on? [y/N] ");
        out.flush();
        try {
            var answer = new StringBuilder();
            for (var read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
                answer.append((char) read);
            }
            return answer.toString().strip().equalsIgnoreCase("y");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(List<String> rest) {
        if (rest.size() != 1) {
            throw new StackFailure.Unknown("name one folder: `./aman backup <folder>`, `./aman restore <folder>`");
        }
        return root.resolve(rest.getFirst());
    }

    private int backup(Path folder) {
        stack.upkeep().backup(folder);
        out.println("backed up to " + folder + "; it holds secrets and people's data");
        return 0;
    }

    private int restore(Path folder) {
        stack.upkeep().restore(folder);
        out.println("restored; `./aman up` goes on from there. What was there before lies in data/mongo.replaced");
        return 0;
    }

    private int ops(List<String> rest) {
        return new OpsCommand(stack, root, tools, out).run(rest.isEmpty() ? "" : rest.getFirst());
    }

    private int demo(List<String> rest) {
        var demo = ServiceLoader.load(Demo.class)
                .findFirst()
                .orElseThrow(() -> new StackFailure.Unknown("this build has no demo"));
        if (!stack.isUp()) {
            start();
        }
        return demo.run(stack, rest.stream().findFirst(), out);
    }
}
