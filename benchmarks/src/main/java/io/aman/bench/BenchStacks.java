package io.aman.bench;

import io.aman.local.stack.LocalStack;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Parts of Aman on free ports with a data folder of their own, so that nothing else is touched or slowed by old data. */
public final class BenchStacks implements AutoCloseable {

    private final Path root;
    private final Path state;
    private boolean kept;
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
    private final Thread whenInterrupted = new Thread(this::closeAll, "bench-stop");

    private BenchStacks(Path root, Path state) {
        this.root = root;
        this.state = state;
        // The parts outlive their launcher: nobody else would end them after a Ctrl-C.
        Runtime.getRuntime().addShutdownHook(whenInterrupted);
    }

    /** @param root a checkout whose modules are packaged; data lies in its folder {@code .aman/bench} while it is needed */
    public static BenchStacks in(Path root) {
        try {
            var folder = Files.createDirectories(root.resolve(".aman").resolve("bench"));
            return new BenchStacks(root, Files.createTempDirectory(folder, "run-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts these parts beside an {@link Issuer} for the parts they miss, and returns when they serve. */
    public Running start(List<String> parts) {
        return start(parts, LocalStack::measured);
    }

    /** The same with a database for millions of rows. */
    public Running startLarge(List<String> parts) {
        return start(parts, LocalStack::large);
    }

    private interface Stacks {
        LocalStack of(Path root, Path state, Ports ports, List<String> parts);
    }

    private Running start(List<String> parts, Stacks stacks) {
        var ports = Ports.random();
        var issuer = Issuer.beside(parts, ports);
        open.push(issuer);
        var stack = stacks.of(root, state, ports, parts);
        open.push(stack::stop);
        stack.start();
        return new Running(stack, issuer, root, state);
    }

    /** To be closed with the parts, before them. */
    public <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    /**
     * Parts that serve.
     *
     * @param root the checkout they are started from
     * @param folder for logs and data
     */
    public record Running(LocalStack stack, Issuer issuer, Path root, Path folder) {}

    /** Keeps logs and data when the rest is closed, for whoever looks for what went wrong; says where they are. */
    public Path keep() {
        kept = true;
        return state;
    }

    /** Stops whatever was started and deletes its data. */
    @Override
    public void close() {
        closeAll();
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

    private void closeAll() {
        for (AutoCloseable resource; (resource = open.poll()) != null; ) {
            close(resource);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
