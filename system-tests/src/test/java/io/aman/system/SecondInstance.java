package io.aman.system;

import io.aman.local.stack.LocalStack;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One more notification-service beside a stack's own: the same database, broker, carriers and secrets. */
final class SecondInstance implements AutoCloseable {

    private static final String NAME = "notification-service";

    private final LocalStack stack;

    private SecondInstance(LocalStack stack) {
        this.stack = stack;
    }

    static SecondInstance beside(LocalStack first) {
        var folder = first.log(NAME).getParent().getParent();
        var own = folder.resolve("second");
        copy(folder.resolve("secrets").resolve(NAME), own.resolve("secrets").resolve(NAME));
        var stack = LocalStack.measured(Path.of(".."), own, besides(first.ports()), List.of(NAME));
        stack.start(System.out::println);
        return new SecondInstance(stack);
    }

    private static Ports besides(Ports first) {
        return new Ports(
                first.gateway(),
                first.payment(),
                first.session(),
                first.security(),
                Ports.free(),
                first.kafka(),
                first.kafkaController(),
                first.mongo(),
                first.smtp(),
                first.mail(),
                first.sandbox());
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    URI uri() {
        return stack.ports().http(stack.ports().notification());
    }

    void killAndRestart() {
        stack.kill(NAME);
        stack.restart(NAME);
    }

    @Override
    public void close() {
        stack.stop();
    }
}
