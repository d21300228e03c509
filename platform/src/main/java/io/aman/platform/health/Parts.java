package io.aman.platform.health;

import io.aman.platform.health.PartCheck.Reading;
import io.aman.platform.health.PartsReport.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that this service needs, asked at the same time and waited for no longer than told. */
public final class Parts {

    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    private final List<PartCheck> checks;
    private final Duration timeLimit;

    Parts(List<PartCheck> checks, Duration timeLimit) {
        this.checks = List.copyOf(checks);
        this.timeLimit = timeLimit;
    }

    /** A check under way, on a thread of its own. */
    private record Asked(PartCheck check, long begun, FutureTask<Part> answer, Thread thread) {

        static Asked of(PartCheck check) {
            var begun = System.nanoTime();
            var answer = new FutureTask<>(() -> part(check.look(), begun));
            return new Asked(
                    check,
                    begun,
                    answer,
                    Thread.ofVirtual().name("check-" + check.name()).start(answer));
        }
    }

    /** Blocks, for the time limit at most. */
    public PartsReport look() {
        var deadline = System.nanoTime() + timeLimit.toNanos();
        Map<String, Part> parts = new TreeMap<>();
        var isDown = false;
        for (var asked : checks.stream().map(Asked::of).toList()) {
            var part = answer(asked, deadline);
            parts.put(asked.check.name(), part);
            isDown |= asked.check.isEssential() && part.status() == Standing.DOWN;
        }
        return new PartsReport(isDown ? Standing.DOWN : worstOf(parts), parts);
    }

    private static Standing worstOf(Map<String, Part> parts) {
        return parts.values().stream().allMatch(part -> part.status() == Standing.UP) ? Standing.UP : Standing.DEGRADED;
    }

    private Part answer(Asked asked, long deadline) {
        var name = asked.check.name();
        try {
            return asked.answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            log.warn("{} did not answer within {}", name, timeLimit);
            asked.thread.interrupt();
            return part(Reading.down("no answer in time"), asked.begun);
        } catch (ExecutionException e) {
            log.warn("{} cannot be reached: {}", name, String.valueOf(e.getCause()));
            return part(Reading.down("not reached"), asked.begun);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            asked.thread.interrupt();
            return part(new Reading(Standing.UNKNOWN, "not waited for", Map.of()), asked.begun);
        }
    }

    private static Part part(Reading reading, long begun) {
        return new Part(
                reading.status(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                reading.reason(),
                reading.items().isEmpty() ? null : reading.items());
    }
}
