package io.aman.bench;

import io.aman.bench.BenchStacks.Running;
import io.aman.local.stack.LocalStack;
import io.aman.local.stack.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of Aman, once with session-service and once with an {@link Issuer} in its place; one set runs at a time. */
final class SharedParts implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> WITH_PEOPLE =
            List.of("mongo", "kafka", "session-service", "security-service", "gateway");
    private static final List<String> WITHOUT = List.of(
            "mongo",
            "kafka",
            "mail",
            "sandbox",
            "security-service",
            "notification-service",
            "payment-service",
            "gateway");

    private @Nullable Running running;

    /** Parts, among which are these; those that an earlier benchmark has killed are started again. */
    Running serving(List<String> wanted) {
        if (running == null || !running.stack().names().containsAll(wanted)) {
            close();
            running = placed(Stream.of(WITH_PEOPLE, WITHOUT)
                    .filter(parts -> parts.containsAll(wanted))
                    .findFirst()
                    .orElse(wanted));
        }
        running.stack().start();
        return running;
    }

    private static Running placed(List<String> parts) {
        var ports = Ports.random();
        // Made anew by the build's clean: a test must not depend on what an earlier run left behind.
        var folder = Path.of("target", "trials-" + ports.gateway()).toAbsolutePath();
        return new Running(LocalStack.some(ROOT, folder, ports, parts), Issuer.beside(parts, ports), ROOT, folder);
    }

    @Override
    public void close() {
        if (running != null) {
            running.stack().stop();
            running.issuer().close();
        }
    }
}
