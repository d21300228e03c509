package io.aman.bench.gateway;

import io.aman.bench.BenchStacks.Running;
import io.aman.bench.Verdict;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** A million revocations and a hundred thousand people in use, in a heap that has no more than it may have. */
final class Capacity {

    private static final int MOST_MEGABYTES = 400;
    private static final int CONNECTIONS = 32;

    private final Running running;
    private final int service;
    private final GatewayCost.Size size;

    Capacity(Running running, int service, GatewayCost.Size size) {
        this.running = running;
        this.service = service;
        this.size = size;
    }

    /** It ends with an error where memory does not suffice. */
    Verdict verdict(Consumer<String> progress) {
        progress.accept("signing the tokens of %d people".formatted(size.mostPeople()));
        var tokens =
                GatewayCost.tokens(size.mostPeople(), person -> running.issuer().token(person, GatewayCost.PERMISSION));
        try (var clients = Clients.with(tokens, running.folder());
                var gateway =
                        Started.ours(running, service, MOST_MEGABYTES + "m").ready()) {
            progress.accept("each of them asks, until all have");
            var asked = 0L;
            while (asked < size.mostPeople()) {
                var found = clients.ask(gateway.port(), CONNECTIONS, Duration.ofSeconds(5));
                if (found.failed() > 0) {
                    throw new IllegalStateException(found.failed() + " requests were refused");
                }
                asked += found.answered();
            }
            return verdict(HeapUse.megabytes(gateway.process().handle()));
        }
    }

    private Verdict verdict(double megabytes) {
        var figures = String.format(
                Locale.ROOT,
                "%.0f MB of heap alive with %d revocations and %d people, in %d MB",
                megabytes,
                size.mostRevoked(),
                size.mostPeople(),
                MOST_MEGABYTES);
        return new Verdict("gateway-memory", figures, "< 400 MB", megabytes > 0 && megabytes < MOST_MEGABYTES);
    }
}
