package io.aman.local.stack;

import io.aman.local.stack.Part.Tier;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** One stop of the stack, tier by tier from the edge inwards; the parts of a tier end together. */
final class Shutdown {

    private final Duration grace;
    private final Consumer<String> progress;

    Shutdown(Duration grace, Consumer<String> progress) {
        this.grace = grace;
        this.progress = progress;
    }

    void run(Collection<PartProcess> parts) {
        for (var tier : List.of(Tier.values()).reversed()) {
            try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
                parts.stream()
                        .filter(process -> process.part().tier() == tier)
                        .forEach(process -> together.execute(() -> stop(process)));
            }
        }
    }

    private void stop(PartProcess process) {
        var name = process.part().name();
        process.stop(grace)
                .map(killed -> killed ? "killed, it did not end within " + grace.toSeconds() + " s" : "stopped")
                .ifPresent(how -> progress.accept("  %-22s %s".formatted(name, how)));
    }
}
