package io.aman.local.stack;

import io.aman.local.stack.Part.Tier;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One start of the stack: infrastructure first, then the rest, within each several at a time. */
final class Startup {

    /** JVMs that start at once: more only take each other's processor. */
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Duration readyLimit;
    private final BooleanSupplier calledOff;
    private final Consumer<String> progress;
    private final Set<PartProcess> started = ConcurrentHashMap.newKeySet();
    private volatile boolean failed;

    Startup(Duration readyLimit, BooleanSupplier calledOff, Consumer<String> progress) {
        this.readyLimit = readyLimit;
        this.calledOff = calledOff;
        this.progress = progress;
    }

    /** What this start launched, whether it came up or not. */
    Set<PartProcess> started() {
        return started;
    }

    /** @throws StackFailure of the first part that can't start; none is being launched any more then */
    void run(Collection<PartProcess> parts) {
        for (var wave : waves(parts)) {
            runAll(wave);
        }
        // One that came up early may have died while the last ones started.
        parts.forEach(this::awaitReady);
    }

    static List<List<PartProcess>> waves(Collection<PartProcess> parts) {
        return List.of(
                parts.stream()
                        .filter(process -> process.part().tier() == Tier.INFRASTRUCTURE)
                        .toList(),
                parts.stream()
                        .filter(process -> process.part().tier() != Tier.INFRASTRUCTURE)
                        .toList());
    }

    private void runAll(List<PartProcess> wave) {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var ends = new ExecutorCompletionService<String>(pool);
            wave.forEach(process -> ends.submit(() -> bringUp(process)));
            try {
                for (var _ : wave) {
                    progress.accept(ends.take().get());
                }
            } catch (ExecutionException e) {
                failed = true;
                pool.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException _) {
                failed = true;
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new StackFailure.Interrupted();
            }
        }
    }

    private String bringUp(PartProcess process) {
        if (isOff()) {
            throw new StackFailure.Interrupted();
        }
        var begin = System.nanoTime();
        var name = process.part().name();
        if (process.live().isPresent()) {
            awaitReady(process);
            return "  %-22s already up".formatted(name);
        }
        started.add(process);
        process.launch();
        awaitReady(process);
        var seconds = (System.nanoTime() - begin) / 1e9;
        return "  %-22s ready in %4.1f s, port %d"
                .formatted(name, seconds, process.part().port());
    }

    private void awaitReady(PartProcess process) {
        process.awaitReady(readyLimit, this::isOff);
    }

    private boolean isOff() {
        return failed || calledOff.getAsBoolean();
    }
}
