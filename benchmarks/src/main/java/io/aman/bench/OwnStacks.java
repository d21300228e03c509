package io.aman.bench;

import io.aman.local.stack.LocalStack;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Parts of Aman on free ports with a data folder of their own, so that nothing else is touched or slowed by old data. */
final class OwnStacks implements BenchStacks, AutoCloseable {

    private final Path root;
    private final Path state;
    private boolean kept;
    private final Opened open = new Opened();
    private final Thread whenInterrupted = new Thread(open::close, "bench-stop");

    private OwnStacks(Path root, Path state) {
        this.root = root;
        this.state = state;
        // The parts outlive their launcher: nobody else would end them after a Ctrl-C.
        Runtime.getRuntime().addShutdownHook(whenInterrupted);
    }

    /** @param root a checkout whose modules are packaged; data lies in its folder {@code .aman/bench} while it is needed */
    static OwnStacks in(Path root) {
        try {
            var folder = Files.createDirectories(root.resolve(".aman").resolve("bench"));
            return new OwnStacks(root, Files.createTempDirectory(folder, "run-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Running start(List<String> parts) {
        return start(parts, LocalStack::measured);
    }

    @Override
    public Running startLarge(List<String> parts) {
        return start(parts, LocalStack::large);
    }

    @Override
    public Running startWhole() {
        return start(LocalStack.PARTS, LocalStack::measured);
    }

    private interface Stacks {
        LocalStack of(Path root, Path state, Ports ports, List<String> parts);
    }

    private Running start(List<String> parts, Stacks stacks) {
        var ports = Ports.random();
        var issuer = Issuer.beside(parts, ports);
        open.add(issuer);
        var stack = stacks.of(root, state, ports, parts);
        open.add(stack::end);
        stack.start();
        return new Running(stack, issuer, root, state);
    }

    @Override
    public <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    /** Keeps logs and data when the rest is closed, for whoever looks for what went wrong; says where they are. */
    Path keep() {
        kept = true;
        return state;
    }

    /** Stops whatever was started and deletes its data. */
    @Override
    public void close() {
        open.close();
        Runtime.getRuntime().removeShutdownHook(whenInterrupted);
        if (kept) {
            return;
        }
        try (var files = Files.walk(state)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
